import { dataAction } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";

const HSMS = "Microsoft.KeyVault/managedHsm";
const ACTIONS: Readonly<Record<string, string>> = {
  GET: "keys/read/action",
  PATCH: "keys/write/action",
  DELETE: "keys/delete",
};

/** A managed HSM's data plane (dataplane.md section 9.1); what is not known of its errors is as with Key Vault. */
export const managedHsm: LabService = {
  armType: "Microsoft.KeyVault/managedHSMs",
  hosts: ({ name }) => [`${name}.managedhsm.azure.net`],
  audiences: () => ["https://managedhsm.azure.net"],
  permissions: ({ method }) => [dataAction(`${HSMS}/${ACTIONS[method] ?? "keys/create"}`)],
  part: (request) => pathOf(request).name,
  refuse,
  act,
};

function pathOf({ url }: LabRequest): { name?: string | undefined; version?: string | undefined } {
  const [, name, version] = url.pathname.split("/").filter((part) => part !== "");
  return { name, version };
}

function refuse(why: Refusal, call: LabCall): LabReply {
  const { request, permission, requestId } = call;
  const { name } = pathOf(request);
  switch (why) {
    case "network":
      return error(403, "Forbidden", "Client address is not authorized.", "ForbiddenByFirewall");
    case "role":
      return error(
        403,
        "AccessDenied",
        `Not authorized to access ${permission?.name} on /keys${name === undefined ? "" : `/${name}`} (Activity ID: ${requestId})`,
      );
    case "throttled":
      return error(429, "Throttled", "Request was not processed because too many requests were received.");
    case "wrong-audience":
      return unauthorized(call, "AKV10022: Invalid audience.");
    case "wrong-tenant":
      return unauthorized(call, "AKV10032: Invalid issuer.");
    case "no-token":
    case "malformed":
    case "bad-signature":
    case "expired":
    case "needs-claims":
      return unauthorized(call, "Request is not authenticated.");
    case "entra-disabled":
      throw new Error("a managed HSM cannot switch Entra off");
  }
}

function unauthorized({ tenantId }: LabCall, message: string): LabReply {
  return {
    ...error(401, "Unauthorized", message),
    headers: {
      "WWW-Authenticate": `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://managedhsm.azure.net"`,
    },
  };
}

function error(status: number, code: string, message: string, inner?: string): LabReply {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } };
  return { status, body: { error: { code, message, ...innererror } } };
}

function act({ request }: LabCall, state: LabState): LabReply {
  const { name, version } = pathOf(request);
  const held = (state["keys"] ??= {}) as Record<string, string>;
  if (!request.url.searchParams.has("api-version"))
    return error(400, "BadParameter", "api-version must be specified");
  if (name === undefined) return { status: 200, body: { value: Object.keys(held).map((kid) => ({ kid })) } };
  if (!(name in held) || (version !== undefined && version !== "1"))
    return error(404, "KeyNotFound", `A key with (name/id) ${name} was not found in this key vault.`);
  if (request.method === "DELETE") delete held[name];
  if (request.method === "PATCH") held[name] = request.body;
  return { status: 200, body: { key: { kid: name } } };
}
