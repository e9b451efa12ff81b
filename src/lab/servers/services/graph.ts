import { dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabService, LabState, Refusal } from "../lab-service.ts";

/** Microsoft Graph (dataplane.md section 19.3). */
export const graph: LabService = {
  armType: "Microsoft.Graph/tenants",
  hosts: () => ["graph.microsoft.com"],
  audiences: () => ["https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"],
  permissions: () => [dataAction("Application.Read.All")],
  part: () => undefined,
  refuse,
  act,
};

function refuse(why: Refusal, { requestId }: LabCall): LabReply {
  const headers = { "request-id": requestId };
  const invalid = (message: string, more = "") => ({
    ...error(401, "InvalidAuthenticationToken", message),
    headers: {
      ...headers,
      "WWW-Authenticate": `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"${more}`,
    },
  });
  switch (why) {
    case "role":
      return {
        ...error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
        headers,
      };
    case "throttled":
      return { ...error(429, "TooManyRequests", "Too many requests"), headers };
    case "no-token":
      return invalid("Access token is empty.");
    case "wrong-audience":
      return invalid("Access token validation failure. Invalid audience.");
    case "expired":
      return invalid("Lifetime validation failed, the token is expired.");
    case "malformed":
    case "bad-signature":
      return invalid("CompactToken parsing failed with error code: 80049217");
    case "needs-claims":
      return invalid(
        "Continuous access evaluation resulted in challenge.",
        ', error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
      );
    case "network":
    case "wrong-tenant":
    case "entra-disabled":
      throw new Error(`Graph does not know ${why}`);
  }
}

function error(status: number, code: string, message: string): LabReply {
  return { status, body: { error: { code, message } } };
}

function act({ request }: LabCall, state: LabState): LabReply {
  const [, id = ""] = /^\/v1\.0\/servicePrincipals\/([^/]+)$/.exec(request.url.pathname) ?? [];
  const held = (state["servicePrincipals"] ?? {}) as Record<string, object>;
  const found = held[id];
  if (found === undefined) return error(404, "Request_ResourceNotFound", `Resource '${id}' does not exist.`);
  if (request.method === "DELETE") delete held[id];
  if (request.method === "PATCH") held[id] = { ...found, changed: true };
  return { status: 200, body: { id, ...found } };
}
