import { IN_GROUP } from "../../contoso.ts";
import { dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";

/** Records by stream, by immutable id of the rule. */
type Rules = Record<string, Record<string, unknown[]>>;

/** A data collection endpoint (dataplane.md section 18). Roles are given on its rules, which are its parts here. */
export const logIngestion: LabService = {
  armType: "Microsoft.Insights/dataCollectionEndpoints",
  hosts: ({ name }) => [`${name}.westeurope-1.ingest.monitor.azure.com`],
  audiences: () => ["https://monitor.azure.com"],
  permissions: () => [dataAction("Microsoft.Insights/Telemetry/Write")],
  part: (request) => pathOf(request).rule,
  refuse,
  act,
};

function pathOf({ url }: LabRequest): { rule?: string | undefined; stream?: string | undefined } {
  const [, rule, stream] = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/.exec(url.pathname) ?? [];
  return { rule, stream };
}

function refuse(why: Refusal, { request, tenantId }: LabCall): LabReply {
  const { rule } = pathOf(request);
  switch (why) {
    case "throttled":
      return error(429, "TooManyRequests", "Requests are being throttled.");
    case "role":
      return error(
        403,
        "OperationFailed",
        `The authentication token provided does not have access to ingest data for the data collection rule with immutable Id '${rule}' PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, IsDcrDceBindingValid: , DcrArmId: ${IN_GROUP}/Microsoft.Insights/dataCollectionRules/dcr-contoso-shop, Message: Required authorization action was not found for tenantId ${tenantId}`,
      );
    case "no-token":
    case "malformed":
    case "bad-signature":
    case "wrong-audience":
    case "wrong-tenant":
    case "expired":
    case "needs-claims":
      return error(401, "AuthenticationFailed", "Authentication failed.");
    case "network":
    case "entra-disabled":
      throw new Error(`what the endpoint answers to ${why} is not known`);
  }
}

function error(status: number, code: string, message: string): LabReply {
  return { status, body: { error: { code, message } } };
}

function act({ request }: LabCall, state: LabState): LabReply {
  const { rule = "", stream = "" } = pathOf(request);
  const rules = (state["rules"] ??= {}) as Rules;
  const held = rules[rule]?.[stream];
  if (request.method !== "POST" || held === undefined)
    return error(404, "NotFound", `The stream ${stream} was not found.`);
  const records = recordsIn(request.body);
  if (records === undefined) return error(400, "InvalidPayload", "The body is no list of records.");
  held.push(...records);
  return { status: 204 };
}

function recordsIn(body: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
