import { assignRole, command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type {
  ProbeContext,
  ProbeDefinition,
  ProbeRequest,
  Role,
  ServiceDefinition,
  VerdictRow,
} from "../service-definition.ts";

const SERVICES = "Microsoft.Search/searchServices";
const API = "api-version=2024-07-01";

const SERVICE_CONTRIBUTOR: Role = {
  name: "Search Service Contributor",
  id: "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
};
const DATA_READER: Role = { name: "Search Index Data Reader", id: "1407120a-92aa-4202-b7e9-c0e197c71c8f" };
const DATA_CONTRIBUTOR: Role = {
  name: "Search Index Data Contributor",
  id: "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
};

/** Of a caller whose token was read (microsoft/sample-app-aoai-chatGPT issue 624). */
const NO_ROLE = /"message"\s*:\s*"Authorization failed\."/;
const NO_INDEX = /The index '[^']*' for service '[^']*' was not found|No index with the name/;

/**
 * With which status a service refuses is a setting of its owner (`aadAuthFailureMode`), so that the text counts. A 403
 * without any has no row: it comes from network rules, from a service that takes keys only, and for a token that is not
 * accepted.
 */
const REFUSALS: readonly VerdictRow[] = [
  ...[403, 401].flatMap((status): VerdictRow[] => [
    { status, body: NO_ROLE, named: true, verdict: "denied-rbac", confidence: "inferred" },
    // Roles can be given on single indexes: a random one stands for the service.
    { status, body: NO_ROLE, named: false, verdict: "inconclusive", confidence: "inferred" },
    {
      status,
      body: /Authentication token failed validation/,
      verdict: "token-rejected",
      confidence: "observed",
    },
  ]),
  { status: 401, challenge: /^Bearer\b/i, verdict: "token-rejected", confidence: "inferred" },
  { status: 429, verdict: "throttled", confidence: "inferred" },
  { status: 503, verdict: "throttled", confidence: "inferred" },
];

/** Whether the role or the index is looked at first is not documented. */
const ABSENT_INDEX: readonly VerdictRow[] = [
  { status: 404, body: NO_INDEX, named: true, verdict: "not-found", confidence: "observed" },
  { status: 404, body: NO_INDEX, named: false, verdict: "allowed", confidence: "inferred" },
];

/** Indexes by name, or the definition of the named one; neither shows a document. */
const list: ProbeDefinition = {
  level: "list",
  action: `${SERVICES}/indexes/read`,
  isControlPlane: true,
  roles: [SERVICE_CONTRIBUTOR],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: scope.named ? `/indexes/${scope.name}?${API}` : `/indexes?$select=name&${API}`,
      headers: {},
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    { status: 404, body: NO_INDEX, named: true, verdict: "not-found", confidence: "observed" },
    ...REFUSALS,
  ],
};

/** A document that no index holds: 404 without a body. */
const read: ProbeDefinition = {
  level: "read",
  action: `${SERVICES}/indexes/documents/read`,
  roles: [DATA_READER, DATA_CONTRIBUTOR],
  ask: {
    kind: "http",
    request: ({ scope, random }) => ({
      method: "GET",
      path: `/indexes/${scope.name}/docs/${random}?${API}`,
      headers: {},
    }),
  },
  verdicts: [
    ...ABSENT_INDEX,
    { status: 404, body: /^\s*$/, verdict: "allowed", confidence: "inferred" },
    ...REFUSALS,
  ],
};

/**
 * A document without a key is none that could be created, changed or deleted. Which field is the key only the index's
 * definition tells, so that the answer is about that (azure-docs issue 117056).
 */
function withoutKey({ scope }: ProbeContext, action: "merge" | "delete"): ProbeRequest {
  return {
    method: "POST",
    path: `/indexes/${scope.name}/docs/index?${API}`,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ value: [{ "@search.action": action }] }),
  };
}

const KEYLESS: readonly VerdictRow[] = [
  ...ABSENT_INDEX,
  { status: 400, code: "MissingKeyField", verdict: "allowed", confidence: "inferred" },
  ...REFUSALS,
];

const write: ProbeDefinition = {
  level: "write",
  action: `${SERVICES}/indexes/documents/write`,
  roles: [DATA_CONTRIBUTOR],
  ask: { kind: "http", request: (context) => withoutKey(context, "merge") },
  verdicts: KEYLESS,
};

/** Deleting documents is writing, for the service. */
const remove: ProbeDefinition = {
  level: "delete",
  action: `${SERVICES}/indexes/documents/write`,
  roles: [DATA_CONTRIBUTOR],
  ask: { kind: "http", request: (context) => withoutKey(context, "delete") },
  verdicts: KEYLESS,
};

function shown(service: string, query: string): string {
  return command(
    ...["az", "search", "service", "show", "--name", service, "--resource-group", "<resource-group>"],
    ...["--query", query],
  );
}

export const aiSearch: ServiceDefinition = {
  name: "ai-search",
  title: "AI Search",
  example: "https://<service>.search.windows.net/indexes/<index>",
  hosts: {
    public: below(/^([a-z0-9][a-z0-9-]{0,58}[a-z0-9])$/, "search.windows.net"),
    usgov: below(/^([a-z0-9][a-z0-9-]{0,58}[a-z0-9])$/, "search.azure.us"),
    china: below(/^([a-z0-9][a-z0-9-]{0,58}[a-z0-9])$/, "search.azure.cn"),
  },
  audience: {
    public: "https://search.azure.com",
    usgov: "https://search.azure.us",
    china: "https://search.azure.cn",
  },
  sendsToken: "https",
  armType: SERVICES,
  part: {
    word: "index",
    form: (url) => (/\/indexes\/?$/.test(url) ? "<index>" : "indexes/<index>"),
    pattern: /^[a-z0-9][a-z0-9_-]{1,127}$/,
    // `indexes/<index>`, in parentheses and quotes as the SDKs write it, or as `--resource` names it.
    parse(path, random) {
      const named = path.startsWith("/")
        ? /^\/indexes(?:\/|\(')([^/()']+)/.exec(path)?.[1]
        : path === ""
          ? undefined
          : path;
      return named === undefined
        ? { kind: "service", name: random, named: false }
        : { kind: "index", name: named, armSuffix: `/indexes/${named}`, named: true };
    },
  },
  // Where failures are told by 401, an anonymous call shows whether the network lets this machine through.
  challenge: { method: "GET", path: `/indexes?$select=name&${API}`, headers: {} },
  errorCode: [{ json: "error.code" }],
  requestId: ["request-id"],
  roleNote:
    "Owner, Contributor and Search Service Contributor manage the service and its indexes, and cannot read documents.",
  entraNote:
    "A search service takes Entra tokens once its API access control (under Keys) is role-based, or both.",
  probes: [list, read, write, remove],
  grant: assignRole,
  lookUp: (service) => ({
    what: "Network rules, a service that takes keys only, and a token that is not accepted may all be answered alike. See whether its network rules let this machine in, and whether it takes tokens (auth holds aadOrApiKey, or keysDisabled is true):",
    commands: [
      shown(
        service,
        "{public:publicNetworkAccess,addresses:networkRuleSet.ipRules,keysDisabled:disableLocalAuth,auth:authOptions}",
      ),
    ],
  }),
  openNetwork: (service, clientAddress) => ({
    what: "See the service's network rules, and put this machine's address into the list, which is replaced as a whole:",
    commands: [
      shown(service, "{public:publicNetworkAccess,addresses:networkRuleSet.ipRules[].value}"),
      command(
        ...["az", "search", "service", "update", "--name", service],
        ...["--resource-group", "<resource-group>"],
        ...["--ip-rules", `<present-addresses>;${clientAddress ?? "<address>"}`],
      ),
    ],
  }),
};
