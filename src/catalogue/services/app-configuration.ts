import { assignRole, command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { ProbeDefinition, Role, ServiceDefinition, VerdictRow } from "../service-definition.ts";

const STORES = "Microsoft.AppConfiguration/configurationStores";
const API = "api-version=2023-11-01";
/** A replica answers at its store's name, a hyphen and its own: which hyphen that is, nothing tells. */
const STORE = /^([a-z0-9](?:[a-z0-9-]{3,}[a-z0-9]))$/;

const DATA_READER: Role = {
  name: "App Configuration Data Reader",
  id: "516239f1-63e1-4d78-a4de-a74fb236a071",
};
const DATA_OWNER: Role = { name: "App Configuration Data Owner", id: "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b" };

/** Refusals of the network are `application/problem+json`; the one for a missing role has no body at all. */
const REFUSALS: readonly VerdictRow[] = [
  { status: 403, code: "ip-address-rejected", verdict: "denied-network", confidence: "documented" },
  { status: 403, code: "nsp-rejected", verdict: "denied-network", confidence: "documented" },
  // In the documents that is a missing role; a private link was seen to answer so, too (failures.md section d).
  {
    ...{ status: 403, body: /^\s*$/, verdict: "denied-rbac", confidence: "inferred" },
    why: "It gave no reason: a missing role is the likely one, and a network rule may answer so, too.",
  },
  { status: 401, challenge: /from the wrong issuer/, verdict: "wrong-tenant", confidence: "documented" },
  {
    status: 401,
    challenge: /The access token has expired/,
    verdict: "token-expired",
    confidence: "observed",
  },
  // "Authorization token failed validation" stands for a wrong audience and for the rest.
  { status: 401, challenge: /invalid_token/, verdict: "token-rejected", confidence: "documented" },
  { status: 429, verdict: "throttled", confidence: "inferred" },
];

/** Keys are listed by a name that none has: one permission covers reading and listing, and nothing is shown. */
const list: ProbeDefinition = {
  level: "list",
  action: `${STORES}/keyValues/read`,
  roles: [DATA_READER, DATA_OWNER],
  ask: {
    kind: "http",
    request: ({ random }) => ({ method: "GET", path: `/keys?name=${random}&${API}`, headers: {} }),
  },
  verdicts: [{ status: 200, verdict: "allowed", confidence: "documented" }, ...REFUSALS],
};

const read: ProbeDefinition = {
  level: "read",
  action: `${STORES}/keyValues/read`,
  roles: [DATA_READER, DATA_OWNER],
  ask: {
    kind: "http",
    request: ({ random }) => ({ method: "GET", path: `/kv?key=${random}&$select=key&${API}`, headers: {} }),
  },
  verdicts: [{ status: 200, verdict: "allowed", confidence: "documented" }, ...REFUSALS],
};

/**
 * Locking a key-value that does not exist: 404, and nothing that could come to be. Setting one with `If-Match: *` would
 * create it if that header were lost. That locks need this permission, and that it is looked at first, is seen in the
 * source of Microsoft's emulator (Azure/AppConfiguration-Emulator, LocksController).
 */
const write: ProbeDefinition = {
  level: "write",
  action: `${STORES}/keyValues/write`,
  roles: [DATA_OWNER],
  ask: {
    kind: "http",
    request: ({ random }) => ({ method: "PUT", path: `/locks/${random}?${API}`, headers: {} }),
  },
  // Without a body, as all of its own (NotFoundFilter there): a gateway's page is no yes.
  verdicts: [{ status: 404, body: /^\s*$/, verdict: "allowed", confidence: "inferred" }, ...REFUSALS],
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${STORES}/keyValues/delete`,
  roles: [DATA_OWNER],
  ask: {
    kind: "http",
    request: ({ random }) => ({ method: "DELETE", path: `/kv/${random}?${API}`, headers: {} }),
  },
  // Deleting what is not there succeeds.
  verdicts: [{ status: 204, verdict: "allowed", confidence: "documented" }, ...REFUSALS],
};

export const appConfiguration: ServiceDefinition = {
  name: "app-configuration",
  title: "App Configuration",
  example: "https://<store>.azconfig.io",
  hosts: {
    public: below(STORE, "azconfig.io", "appconfig.azure.com"),
    usgov: below(STORE, "azconfig.azure.us", "appconfig.azure.us"),
    china: below(STORE, "azconfig.azure.cn", "appconfig.azure.cn"),
  },
  audience: {
    public: "https://appconfig.azure.com",
    usgov: "https://appconfig.azure.us",
    china: "https://appconfig.azure.cn",
  },
  sendsToken: "https",
  armType: STORES,
  part: {
    word: "key",
    pattern: /^[^%]{1,10000}$/,
    // Roles are given on whole stores, so that a key only names what the app is after.
    parse(path, random) {
      const key = path.replace(/^\/?(?:kv|keys)(?=\/|$)/, "").replace(/^\//, "");
      return key === ""
        ? { kind: "store", name: random, named: false }
        : { kind: "key", name: key, named: true };
    },
  },
  // The anonymous challenge names neither tenant nor resource (`HMAC-SHA256, Bearer`): nothing to ask for.
  errorCode: [{ text: /"type"\s*:\s*"[^"]*\/errors\/([a-z-]+)"/ }],
  requestId: ["x-ms-correlation-request-id", "x-ms-request-id"],
  roleNote:
    "Owner, Contributor, App Configuration Contributor and App Configuration Reader manage the store and cannot read its key-values.",
  probes: [list, read, write, remove],
  grant: assignRole,
  lookUp: (store) => ({
    what: "If the identity has that role: see whether the store lets this machine in (a private endpoint, or public access that is off):",
    commands: [
      command(
        ...["az", "appconfig", "show", "--name", store],
        ...["--query", "{public:publicNetworkAccess,private:privateEndpointConnections[].id}"],
      ),
    ],
  }),
  openNetwork: (store) => ({
    what: "See whether the store takes requests from public networks. Where it does not, this machine has to reach a private endpoint of the store, by its name in the private DNS zone privatelink.azconfig.io:",
    commands: [
      command(
        ...["az", "appconfig", "show", "--name", store],
        ...["--query", "{public:publicNetworkAccess,private:privateEndpointConnections[].id}"],
      ),
    ],
  }),
  openToAll: (store) => ({
    what: "Only if the store may be reached from the whole internet (roles and keys are all that protects it then): let it take requests from public networks:",
    commands: [command("az", "appconfig", "update", "--name", store, "--enable-public-network", "true")],
  }),
};
