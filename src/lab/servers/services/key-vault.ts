import { randomUUID } from "node:crypto";
import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState, Refusal } from "../lab-service.ts";

/** Secrets, keys and certificates by name, as a vault of the lab holds them. */
type Collection = "secrets" | "keys" | "certificates";

const VAULTS = "Microsoft.KeyVault/vaults";
const COLLECTIONS: readonly string[] = ["secrets", "keys", "certificates"];
const READS: Readonly<Record<Collection, { readonly get: string; readonly list: string }>> = {
  secrets: { get: "secrets/getSecret/action", list: "secrets/readMetadata/action" },
  keys: { get: "keys/read", list: "keys/read" },
  certificates: { get: "certificates/read", list: "certificates/read" },
};
const NOT_FOUND: Readonly<Record<Collection, string>> = {
  secrets: "SecretNotFound",
  keys: "KeyNotFound",
  certificates: "CertificateNotFound",
};

/** Key Vault's data plane (dataplane.md section 9). `settings.permissionModel` is `access-policy` or RBAC, `settings.policyFor` is
 * `application` where the policy names one beside the identity. */
export const keyVault: LabService = {
  armType: VAULTS,
  hosts: ({ name }) => [`${name}.vault.azure.net`],
  audiences: () => ["https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"],
  permissions: (request) => {
    const needed = permissionOf(request);
    return needed === undefined ? [] : [needed];
  },
  part: (request) => pathOf(request).name,
  refuse: (why, call) => fromVault(refuse(why, call)),
  act: (call, state) => fromVault(act(call, state)),
};

/** Each answer says where it comes from, and whom it answers. */
function fromVault(reply: LabReply): LabReply {
  const headers = {
    "x-ms-request-id": randomUUID(),
    "x-ms-keyvault-region": "westeurope",
    "x-ms-keyvault-network-info": "conn_type=Ipv4;addr=203.0.113.7;act_addr_fam=InterNetwork;",
  };
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

interface VaultPath {
  readonly collection: Collection | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

function pathOf({ url }: LabRequest): VaultPath {
  const [collection = "", name, version] = url.pathname.split("/").filter((part) => part !== "");
  return {
    collection: COLLECTIONS.includes(collection) ? (collection as Collection) : undefined,
    name,
    version,
  };
}

function permissionOf(request: LabRequest): Permission | undefined {
  const { collection, name } = pathOf(request);
  if (collection === undefined) return undefined;
  const named = (what: string) => dataAction(`${VAULTS}/${what}`);
  switch (request.method) {
    case "GET":
      return named(name === undefined ? READS[collection].list : READS[collection].get);
    case "PUT":
      return named(collection === "secrets" ? "secrets/setSecret/action" : `${collection}/create/action`);
    case "PATCH":
      return named(`${collection}/update/action`);
    case "DELETE":
      return named(`${collection}/delete`);
    default:
      return action(`${VAULTS}/write`);
  }
}

function refuse(why: Refusal, call: LabCall): LabReply {
  const { resource } = call;
  switch (why) {
    case "network":
      return resource.network === "firewall"
        ? forbidden(
            "ForbiddenByFirewall",
            `Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.7\r\n${callerLine(call)}${vaultLine(call)}`,
          )
        : forbidden(
            "ForbiddenByConnection",
            `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n${callerLine(call)}${vaultLine(call)}`,
          );
    case "throttled":
      return {
        status: 429,
        headers: { "Retry-After": "1" },
        body: {
          error: {
            code: "Throttled",
            message:
              "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached",
          },
        },
      };
    case "role":
      return resource.settings?.["permissionModel"] === "access-policy" ? noPolicy(call) : noRole(call);
    case "no-token":
    case "malformed":
      return unauthorized(call, "AKV10000: Request is missing a Bearer or PoP token.");
    case "wrong-audience":
      return unauthorized(
        call,
        `AKV10022: Invalid audience. Expected https://vault.azure.net, found: ${String(call.claims?.["aud"])}.`,
      );
    case "wrong-tenant":
      return unauthorized(
        call,
        `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${call.tenantId}/, https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/, found ${String(call.claims?.["iss"])}.`,
      );
    case "bad-signature":
      return unauthorized(call, "AKV10046: Unable to resolve the key used for signature validation.");
    case "expired":
      return unauthorized(
        call,
        "Error validating token: IDX10223: Lifetime validation failed. The token is expired.",
      );
    case "needs-claims":
      return unauthorized(
        call,
        "AKV10145: The token lacks required claims.",
        ', error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
      );
    case "entra-disabled":
      throw new Error("Key Vault cannot switch Entra off");
  }
}

function unauthorized({ tenantId }: LabCall, message: string, more = ""): LabReply {
  return {
    status: 401,
    headers: {
      "WWW-Authenticate": `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"${more}`,
    },
    body: { error: { code: "Unauthorized", message } },
  };
}

function forbidden(inner: string, message: string): LabReply {
  return { status: 403, body: { error: { code: "Forbidden", message, innererror: { code: inner } } } };
}

function callerOf({ claims = {}, tenantId }: LabCall): string {
  const { appid, oid, iss = `https://sts.windows.net/${tenantId}/` } = claims as Record<string, string>;
  return `appid=${appid};oid=${oid};iss=${iss}`;
}

function callerLine(call: LabCall): string {
  return call.claims === undefined ? "" : `Caller: ${callerOf(call)}\r\n`;
}

function vaultLine({ resource }: LabCall): string {
  return `Vault: ${resource.name};location=westeurope`;
}

function noRole(call: LabCall): LabReply {
  const { collection, name } = pathOf(call.request);
  const part = name === undefined ? "" : `/${collection}/${name}`;
  return forbidden(
    "ForbiddenByRbac",
    "Caller is not authorized to perform action on resource.\r\n" +
      "If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n" +
      callerLine(call) +
      `Action: '${call.permission?.name}'\r\nResource: '${call.resourceId.toLowerCase()}${part}'\r\n` +
      `Assignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: null \r\n${vaultLine(call)}\r\n`,
  );
}

function noPolicy(call: LabCall): LabReply {
  // azure-key-vault-to-kubernetes issue 126.
  if (call.resource.settings?.["policyFor"] === "application") {
    return forbidden(
      "ForbiddenByPolicy",
      `The policy requires the caller '${callerOf(call)}' to use on-behalf-of (OBO) flow. For more information on OBO, please see https://go.microsoft.com/fwlink/?linkid=2152310`,
    );
  }
  const { collection, name } = pathOf(call.request);
  const verb =
    { PUT: "set", PATCH: "set", DELETE: "delete" }[call.request.method] ??
    (name === undefined ? "list" : "get");
  return forbidden(
    "AccessDenied",
    `The user, group or application '${callerOf(call)}' does not have ${collection} ${verb} permission on key vault '${call.resource.name};location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
  );
}

function act({ request, resource }: LabCall, state: LabState): LabReply {
  const { collection, name, version } = pathOf(request);
  if (!request.url.searchParams.has("api-version")) {
    return {
      status: 400,
      body: { error: { code: "BadParameter", message: "api-version must be specified" } },
    };
  }
  if (collection === undefined) return { status: 404, body: { error: { code: "NotFound", message: "" } } };
  const held = (state[collection] ??= {}) as Record<string, string>;
  const id = `https://${resource.name}.vault.azure.net/${collection}/${name}`;
  if (name === undefined)
    return { status: 200, body: { value: Object.keys(held).map((one) => ({ id: one })) } };
  if (request.method === "PUT") {
    held[name] = request.body;
    return { status: 200, body: { id } };
  }
  if (!(name in held) || (version !== undefined && version !== "1")) {
    const what = collection.slice(0, -1);
    const message = `A ${what} with (name/id) ${name}${version === undefined ? "" : `/${version}`} was not found in this key vault. If you recently deleted this ${what} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`;
    return { status: 404, body: { error: { code: NOT_FOUND[collection], message } } };
  }
  if (request.method === "DELETE") delete held[name];
  if (request.method === "PATCH") held[name] = request.body;
  return { status: 200, body: { id, value: held[name] ?? "" } };
}
