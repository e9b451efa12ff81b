import type { Fix } from "../../model/report.ts";
import { command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type {
  GrantContext,
  ProbeContext,
  ProbeDefinition,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const HSMS = "Microsoft.KeyVault/managedHsm";
const API = "api-version=7.4";
const HSM = /^([a-z][a-z0-9-]{2,23})$/;

/** Roles of the HSM itself: no Azure roles, and no Azure role stands for one. Two ids differ in their last digit only. */
const AUDITOR: Role = { name: "Managed HSM Crypto Auditor", id: "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3" };
const ENCRYPTION_USER: Role = {
  name: "Managed HSM Crypto Service Encryption User",
  id: "33413926-3206-4cdd-b39a-83574fe37a17",
};
const CRYPTO_USER: Role = { name: "Managed HSM Crypto User", id: "21dbd100-6940-42c2-9190-5d6cb909625b" };

/**
 * Its inner error codes are not known. That it says which of its own actions is missing was seen for a command of the
 * same plane (azure-cli issue 32719): "(AccessDenied) Not authorized to access Microsoft.KeyVault/managedHsm/...".
 */
const DENIED = /Not authorized to access Microsoft\.KeyVault\/managedHsm\//i;

const REFUSALS: readonly VerdictRow[] = [
  { status: 403, code: "ForbiddenByFirewall", verdict: "denied-network", confidence: "inferred" },
  {
    status: 403,
    code: "ForbiddenByConnection",
    verdict: "denied-network",
    confidence: "inferred",
    privateOnly: true,
  },
  { status: 403, body: DENIED, named: true, verdict: "denied-rbac", confidence: "inferred" },
  // Roles can be given on single keys: a random one stands for all.
  { status: 403, body: DENIED, named: false, verdict: "inconclusive", confidence: "inferred" },
  { status: 401, challenge: /insufficient_claims/, verdict: "needs-claims", confidence: "inferred" },
  { status: 401, body: /AKV10022/, verdict: "wrong-audience", confidence: "inferred" },
  { status: 401, body: /AKV10032/, verdict: "wrong-tenant", confidence: "inferred" },
  { status: 401, verdict: "token-rejected", confidence: "inferred" },
  { status: 429, verdict: "throttled", confidence: "inferred" },
];

const absent: VerdictRow = { status: 404, code: "KeyNotFound", verdict: "allowed", confidence: "inferred" };

/** A name that does not exist, or a version of the named key: neither reads nor changes a key that is there. */
function absentPath({ scope, random }: ProbeContext): string {
  const version = random.replace(/^azcredprobe-/, "");
  return scope.named ? `/keys/${scope.name}/${version}?${API}` : `/keys/${random}?${API}`;
}

const ALL_KEYS: TestedScope = { kind: "keys", name: "as a whole", armSuffix: "/keys", named: false };

const list: ProbeDefinition = {
  level: "list",
  action: `${HSMS}/keys/read/action`,
  roles: [AUDITOR, ENCRYPTION_USER, CRYPTO_USER],
  // Listing is for all keys, whichever was named.
  about: ALL_KEYS,
  ask: {
    kind: "http",
    request: () => ({ method: "GET", path: `/keys?maxresults=1&${API}`, headers: {} }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    { status: 403, body: DENIED, verdict: "denied-rbac", confidence: "inferred" },
    ...REFUSALS.filter(({ body }) => body !== DENIED),
  ],
};

const read: ProbeDefinition = {
  level: "read",
  action: `${HSMS}/keys/read/action`,
  roles: [AUDITOR, ENCRYPTION_USER, CRYPTO_USER],
  ask: {
    kind: "http",
    request: (context) => ({ method: "GET", path: absentPath(context), headers: {} }),
  },
  verdicts: [absent, ...REFUSALS],
};

const write: ProbeDefinition = {
  level: "write",
  action: `${HSMS}/keys/write/action`,
  roles: [CRYPTO_USER],
  ask: {
    kind: "http",
    request: (context) => ({
      method: "PATCH",
      path: absentPath(context),
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  },
  verdicts: [absent, ...REFUSALS],
};

/** Deleting takes a whole key, never a version: only a name that does not exist is safe. */
const remove: ProbeDefinition = {
  level: "delete",
  action: `${HSMS}/keys/delete`,
  roles: [CRYPTO_USER],
  ...{ about: ALL_KEYS, wholeResource: true },
  ask: {
    kind: "http",
    request: ({ random }) => ({ method: "DELETE", path: `/keys/${random}?${API}`, headers: {} }),
  },
  verdicts: [
    absent,
    {
      ...{ status: 403, body: DENIED, verdict: "inconclusive", confidence: "inferred" },
      why: "Deleting takes a whole key: only a name that does not exist was asked, for which a role on all keys counts. A role on one key would not show.",
    },
    ...REFUSALS.filter(({ body }) => body !== DENIED),
  ],
};

function parse(path: string, random: string): TestedScope {
  const [name] = path.split("/").filter((part) => part !== "" && part !== "keys");
  return name === undefined
    ? { kind: "keys", name: random, armSuffix: "/keys", named: false }
    : { kind: "key", name, armSuffix: `/keys/${name}`, named: true };
}

function grant({ resource, role = CRYPTO_USER, objectId, principalType, part }: GrantContext): Fix {
  return {
    what: `Give this identity the role ${role.name}, which is the HSM's own and no Azure role:`,
    commands: [
      command(
        ...["az", "keyvault", "role", "assignment", "create", "--hsm-name", resource],
        ...["--role", role.name, "--assignee-object-id", objectId ?? "<object-id>"],
        ...["--assignee-principal-type", principalType, "--scope", part.armSuffix ?? "/keys"],
      ),
    ],
  };
}

export const managedHsm: ServiceDefinition = {
  name: "managed-hsm",
  title: "Managed HSM",
  example: "https://<hsm>.managedhsm.azure.net/keys/<key>",
  hosts: {
    public: below(HSM, "managedhsm.azure.net"),
    usgov: below(HSM, "managedhsm.usgovcloudapi.net"),
    china: below(HSM, "managedhsm.azure.cn"),
  },
  audience: {
    public: "https://managedhsm.azure.net",
    usgov: "https://managedhsm.usgovcloudapi.net",
    china: "https://managedhsm.azure.cn",
  },
  sendsToken: "https",
  armType: "Microsoft.KeyVault/managedHSMs",
  ownRoles: true,
  part: {
    word: "key",
    form: (url) => (/\/keys\/?$/.test(url) ? "<key>" : "keys/<key>"),
    pattern: /^(?:keys(?:\/[A-Za-z0-9-]{1,127})?|[A-Za-z0-9-]{1,127})$/,
    parse,
    list: (hsm) => ({
      what: "List the keys' names (needs rights of its own):",
      commands: [command("az", "keyvault", "key", "list", "--hsm-name", hsm, "--query", "[].name")],
    }),
  },
  challenge: { method: "GET", path: `/keys?maxresults=1&${API}`, headers: {} },
  challengeTenant: /authorization="https:\/\/[^/"]+\/([0-9a-f-]{36})"/i,
  errorCode: [{ json: "error.innererror.code" }, { json: "error.code" }],
  requestId: ["x-ms-request-id"],
  roleNote:
    "Azure roles never count for its keys: Owner of the subscription manages the HSM and has no access to what it holds.",
  probes: [list, read, write, remove],
  grant,
  openNetwork: (hsm, clientAddress) => ({
    what: "See the HSM's network rules, and allow this machine's address or subnet:",
    commands: [
      command(
        ...["az", "keyvault", "show", "--hsm-name", hsm],
        ...["--query", "properties.{public:publicNetworkAccess,rules:networkAcls}"],
      ),
      command(
        ...["az", "keyvault", "network-rule", "add", "--hsm-name", hsm],
        ...["--ip-address", clientAddress ?? "<address>"],
      ),
    ],
  }),
};
