import { assignRole, command } from "../fixes.ts";
import type {
  ProbeDefinition,
  ProbeRequest,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const READER: Role = { name: "Reader", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7" };

/** Also what a caller without any role, or of another tenant or cloud, is told (failures.md section d). */
export const SUBSCRIPTION_UNSEEN = "SubscriptionNotFound";

/** Answers that mean the same for every request (dataplane.md section 19.2). */
const REFUSALS: readonly VerdictRow[] = [
  { status: 403, code: "AuthorizationFailed", verdict: "denied-rbac", confidence: "documented" },
  { status: 403, code: "LinkedAuthorizationFailed", verdict: "denied-rbac", confidence: "documented" },
  { status: 401, code: "ExpiredAuthenticationToken", verdict: "token-expired", confidence: "observed" },
  { status: 401, code: "InvalidAuthenticationTokenTenant", verdict: "wrong-tenant", confidence: "inferred" },
  {
    status: 401,
    code: "InvalidAuthenticationTokenAudience",
    verdict: "wrong-audience",
    confidence: "documented",
  },
  {
    status: 403,
    code: "InvalidAuthenticationTokenAudience",
    verdict: "wrong-audience",
    confidence: "inferred",
  },
  { status: 401, challenge: /insufficient_claims/, verdict: "needs-claims", confidence: "observed" },
  { status: 401, verdict: "token-rejected", confidence: "documented" },
  { status: 404, code: SUBSCRIPTION_UNSEEN, verdict: "not-found", confidence: "documented" },
  { status: 404, code: "ResourceGroupNotFound", verdict: "not-found", confidence: "documented" },
  { status: 404, code: "ResourceNotFound", verdict: "not-found", confidence: "documented" },
  { status: 429, verdict: "throttled", confidence: "documented" },
];

const ALLOWED: VerdictRow = { status: 200, verdict: "allowed", confidence: "documented" };

/** One reading request for each kind of scope. What it may do beyond reading is not asked. */
function reads(kind: string, action: string, path: (scope: string) => string): ProbeDefinition {
  return {
    ...{ level: "read", action, isControlPlane: true, roles: [READER], kinds: [kind] },
    ask: { kind: "http", request: ({ scope }) => get(path(scope.name)) },
    verdicts: [ALLOWED, ...REFUSALS],
  };
}

function get(path: string): ProbeRequest {
  return { method: "GET", path, headers: {} };
}

/** Seen in an answer to the list of subscriptions. */
export const NO_SUBSCRIPTION = "no-subscription";

const subscriptions: ProbeDefinition = {
  level: "read",
  action: "Microsoft.Resources/subscriptions/read",
  isControlPlane: true,
  roles: [READER],
  kinds: ["tenant"],
  ask: { kind: "http", request: () => get("/subscriptions?api-version=2022-12-01") },
  looksFor: { [NO_SUBSCRIPTION]: /"value"\s*:\s*\[\s*\]/ },
  verdicts: [
    // A valid token without any role in any subscription: the commonest symptom of a forgotten assignment.
    { status: 200, seen: NO_SUBSCRIPTION, verdict: "inconclusive", confidence: "observed" },
    ALLOWED,
    ...REFUSALS,
  ],
};

const NO_PERMISSION = "no-permission";

/**
 * A resource's own API version is not known here; what the caller may do there is asked in its place. Whoever may not
 * ask that may hold any other right there (dataplane.md section 3.1).
 */
const resourcePermissions: ProbeDefinition = {
  level: "read",
  action: "Microsoft.Authorization/permissions/read",
  isControlPlane: true,
  roles: [READER],
  kinds: ["resource"],
  ask: {
    kind: "http",
    request: ({ scope }) =>
      get(`${scope.name}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`),
  },
  looksFor: { [NO_PERMISSION]: /"value"\s*:\s*\[\s*\]/ },
  verdicts: [
    {
      ...{ status: 200, seen: NO_PERMISSION, verdict: "inconclusive", confidence: "inferred" },
      why: "The list of what it may do there is empty.",
    },
    ALLOWED,
    ...REFUSALS.map((row): VerdictRow => {
      if (row.verdict !== "denied-rbac") return row;
      const why =
        "What it may do at the resource was asked, and to ask that is a right of its own: an identity that holds data roles only may lack it.";
      return { ...row, verdict: "inconclusive", confidence: "inferred", why };
    }),
  ],
};

function parse(path: string): TestedScope {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts[0]?.toLowerCase() !== "subscriptions" || parts[1] === undefined) {
    return { kind: "tenant", name: "as a whole", named: false };
  }
  const isGroup = parts.length === 4 && parts[2]?.toLowerCase() === "resourcegroups";
  const kind = parts.length === 2 ? "subscription" : isGroup ? "resource group" : "resource";
  return { kind, name: `/${parts.join("/")}`, named: true };
}

/** Azure Resource Manager: the control plane, whose permissions are actions and not data actions. */
export const arm: ServiceDefinition = {
  name: "arm",
  title: "Azure Resource Manager",
  example: "https://management.azure.com/subscriptions/<subscription-id>",
  hosts: {
    public: [{ host: "management.azure.com" }],
    usgov: [{ host: "management.usgovcloudapi.net" }],
    china: [{ host: "management.chinacloudapi.cn" }],
  },
  audience: {
    public: "https://management.azure.com",
    usgov: "https://management.usgovcloudapi.net",
    china: "https://management.chinacloudapi.cn",
  },
  sendsToken: "https",
  part: {
    word: "subscription",
    pattern: /^\/?subscriptions\/[0-9a-f-]{36}(?:\/[\w.()/-]+)?$/i,
    parse,
    list: () => ({
      what: "List the subscriptions that a person sees:",
      commands: [command("az", "account", "list", "--query", "[].{name:name,id:id}", "--output", "table")],
    }),
  },
  // On an existing subscription the challenge names the tenant that owns it, whoever asks.
  challenge: (path) =>
    get(`/${parse(path).named ? subscriptionOf(path) : "subscriptions"}?api-version=2022-12-01`),
  challengeTenant: /authorization_uri="https:\/\/[^/"]+\/([0-9a-f-]{36})"/i,
  errorCode: [{ json: "error.code" }],
  requestId: ["x-ms-request-id", "x-ms-correlation-request-id"],
  probes: [
    subscriptions,
    reads(
      "subscription",
      "Microsoft.Resources/subscriptions/read",
      (scope) => `${scope}?api-version=2022-12-01`,
    ),
    reads(
      "resource group",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      (scope) => `${scope}?api-version=2021-04-01`,
    ),
    resourcePermissions,
  ],
  grant: (context) =>
    assignRole({
      ...context,
      resourceId: context.part.named ? context.part.name : "/subscriptions/<subscription-id>",
    }),
  openNetwork: () => ({
    what: "Azure Resource Manager has no firewall of its own: look at proxies, and at a private link for management.",
    commands: [],
  }),
};

function subscriptionOf(path: string): string {
  return path.split("/").slice(1, 3).join("/");
}
