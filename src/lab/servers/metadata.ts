import { createServer } from "node:net";
import type { ServerResponse } from "node:http";
import { INSTANCE_ID, REGION, RESOURCE_GROUP, SUBSCRIPTION, VM_ID, VM_NAME } from "../contoso.ts";
import type { LabIdentity, Scenario } from "../scenario.ts";
import { MANAGED_IDENTITY_LIFETIME, type TokenIssuer } from "../tokens.ts";
import {
  listen,
  sendJson,
  startServer,
  type Handler,
  type LabServer,
  type SeenRequest,
} from "./lab-server.ts";

const SERVER = { Server: "IMDS/150.870.65.1854" } as const;

/** Error documents of the real service by status (chain.md section 3.3, failures.md section b.1). */
const STATUS_ERRORS: Readonly<Record<number, readonly [error: string, description: string]>> = {
  401: ["unknown_source", "Unknown Source"],
  404: ["not_found", "The endpoint is being updated."],
  410: ["gone", "The service is being updated, try again within 70 seconds."],
  429: ["too_many_requests", "Too many requests."],
  500: ["unknown", "Failed to retrieve token from the Active directory. For details see logs."],
};

/** The metadata service of a VM; `undefined` where nothing is to listen. */
export async function startMetadata(
  scenario: Scenario,
  tokens: TokenIssuer,
  seen: SeenRequest[],
  now: () => number,
): Promise<LabServer | undefined> {
  const { metadata } = scenario;
  if (metadata === "refused") return undefined;
  if (metadata === "silent") return await listen(createServer());
  const handler =
    typeof metadata === "object" && "always" in metadata
      ? stranger(metadata.always)
      : service(scenario, tokens, now);
  return await startServer({ name: "metadata", handler, seen });
}

function stranger(always: {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}): Handler {
  return (_request, response) => {
    response.writeHead(always.status, { ...always.headers }).end(always.body);
  };
}

function service(scenario: Scenario, tokens: TokenIssuer, now: () => number): Handler {
  const first =
    typeof scenario.metadata === "object" && "answers" in scenario.metadata
      ? [...scenario.metadata.answers]
      : [];
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://metadata");
    if (request.headers["metadata"] !== "true") {
      return refuse(response, 400, "bad_request_102", "Required metadata header not specified");
    }
    if (url.pathname === "/metadata/instance") return sendJson(response, 200, instance(), SERVER);
    if (!/^\/metadata\/identity\/oauth2\/token\/?$/.test(url.pathname)) {
      return refuse(response, 404, "not_found", "Not found");
    }
    const status = first.shift();
    if (status !== undefined)
      return refuse(response, status, ...(STATUS_ERRORS[status] ?? ["unknown", "Unknown"]));
    await token(scenario, tokens, now, url.searchParams, response);
  };
}

async function token(
  { identities }: Scenario,
  tokens: TokenIssuer,
  now: () => number,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const resource = query.get("resource");
  if (query.get("api-version") === null || resource === null) {
    return refuse(response, 400, "invalid_request", "Required query variable 'resource' is missing");
  }
  if (!resource.startsWith("https://")) {
    return refuse(
      response,
      400,
      "invalid_resource",
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant named Contoso.`,
    );
  }
  const identity = choose(identities, query);
  if (identity === "several") {
    return refuse(
      response,
      400,
      "invalid_request",
      "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
    );
  }
  if (identity === undefined) return refuse(response, 400, "invalid_request", "Identity not found");
  const seconds = Math.floor(now() / 1000);
  sendJson(
    response,
    200,
    {
      access_token: await tokens.forIdentity(identity, resource),
      client_id: identity.clientId,
      expires_in: String(MANAGED_IDENTITY_LIFETIME),
      expires_on: String(seconds + MANAGED_IDENTITY_LIFETIME),
      ext_expires_in: String(MANAGED_IDENTITY_LIFETIME),
      not_before: String(seconds),
      resource,
      token_type: "Bearer",
    },
    SERVER,
  );
}

/** Which identity a request is for (failures.md section 0.2, "Default identity when no id is sent"). */
function choose(
  { systemAssigned, userAssigned }: Scenario["identities"],
  query: URLSearchParams,
): LabIdentity | "several" | undefined {
  const all = [...(systemAssigned ? [systemAssigned] : []), ...userAssigned];
  const named = (
    [
      ["client_id", "clientId"],
      ["object_id", "objectId"],
      ["msi_res_id", "resourceId"],
    ] as const
  ).find(([parameter]) => query.has(parameter));
  if (named !== undefined) {
    const [parameter, property] = named;
    const wanted = query.get(parameter)?.toLowerCase();
    return all.find((identity) => identity[property].toLowerCase() === wanted);
  }
  if (systemAssigned !== undefined) return systemAssigned;
  return userAssigned.length > 1 ? "several" : userAssigned[0];
}

function instance() {
  return {
    compute: {
      azEnvironment: "AzurePublicCloud",
      location: REGION,
      name: VM_NAME,
      osType: "Linux",
      resourceGroupName: RESOURCE_GROUP,
      resourceId: VM_ID,
      subscriptionId: SUBSCRIPTION,
      vmId: INSTANCE_ID,
    },
  };
}

function refuse(response: ServerResponse, status: number, error: string, description: string): void {
  sendJson(response, status, { error, error_description: description }, SERVER);
}
