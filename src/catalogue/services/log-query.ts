import { armResourceId, assignRole, command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import type {
  ProbeContext,
  ProbeDefinition,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const WORKSPACES = "Microsoft.OperationalInsights/workspaces";
const WORKSPACE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const DATA_READER: Role = { name: "Log Analytics Data Reader", id: "3b03c2da-16b3-4a49-8834-0f8130efdd3b" };
const READER: Role = { name: "Log Analytics Reader", id: "73c42c96-874c-492b-b04d-ab87d138a893" };
const MONITORING_READER: Role = { name: "Monitoring Reader", id: "43d0d8ad-25c7-4714-9337-8ba259a9fe05" };

/** Errors of the query API (learn.microsoft.com, "Azure Monitor Log Analytics API errors"; dataplane.md section 18). */
const ANSWERS: readonly VerdictRow[] = [
  { status: 200, verdict: "allowed", confidence: "documented" },
  // Same status and code as for a missing role: a network security perimeter, or public queries switched off.
  { status: 403, body: /NspValidationFailedError/, verdict: "denied-network", confidence: "observed" },
  {
    status: 403,
    code: "InsufficientAccessError",
    named: true,
    verdict: "denied-rbac",
    confidence: "documented",
  },
  {
    status: 403,
    code: "InsufficientAccessError",
    named: false,
    verdict: "inconclusive",
    confidence: "inferred",
  },
  {
    status: 403,
    code: "InvalidAuthenticationTokenAudience",
    verdict: "wrong-audience",
    confidence: "documented",
  },
  { status: 403, code: "InvalidAuthenticationToken", verdict: "token-rejected", confidence: "documented" },
  { status: 401, verdict: "token-rejected", confidence: "documented" },
  { status: 404, named: true, verdict: "not-found", confidence: "inferred" },
  { status: 429, verdict: "throttled", confidence: "documented" },
];

/** A query of a constant: it reads no table, and a query cannot change one. */
const read: ProbeDefinition = {
  level: "read",
  action: `${WORKSPACES}/query/read`,
  isControlPlane: true,
  roles: [DATA_READER, READER, MONITORING_READER],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "POST",
      path: `/v1/workspaces/${scope.name}/query`,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: "print 1" }),
    }),
  },
  verdicts: ANSWERS,
};

/** An id of the form that workspaces have, out of a random name's digits; no workspace has it. */
function idOf(random: ProbeContext["random"]): string {
  const digits = (random.match(/[0-9a-f]/g) ?? []).join("").slice(-32).padStart(32, "0");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** `/v1/workspaces/<id>/query`, as the API writes it, or the id alone. */
function parse(path: string, random: string): TestedScope {
  const id = path.split("/").find((part) => WORKSPACE_ID.test(part));
  return id === undefined
    ? { kind: "unnamed workspace", name: idOf(random), named: false }
    : { kind: "workspace", name: id, named: true };
}

const listWorkspaces: Fix = {
  what: "List the workspaces' ids, one of which belongs at the end of the target (needs rights of its own):",
  commands: [
    command(
      ...["az", "monitor", "log-analytics", "workspace", "list"],
      ...["--query", "[].{name:name,id:customerId}", "--output", "table"],
    ),
  ],
};

export const logQuery: ServiceDefinition = {
  name: "log-query",
  title: "Azure Monitor log query",
  example: "https://api.loganalytics.io/v1/workspaces/<workspace-id>",
  hosts: {
    public: [{ host: "api.loganalytics.io" }, { host: "api.loganalytics.azure.com" }],
    usgov: [{ host: "api.loganalytics.us" }],
    china: [{ host: "api.loganalytics.azure.cn" }],
  },
  audience: {
    public: "https://api.loganalytics.io",
    usgov: "https://api.loganalytics.us",
    china: "https://api.loganalytics.azure.cn",
  },
  sendsToken: "https",
  // Azure Resource Manager is not asked: it finds resources by name, and a target has a workspace's id only.
  part: {
    word: "workspace",
    form: () => "v1/workspaces/<workspace-id>",
    pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    parse,
    list: () => listWorkspaces,
  },
  errorCode: [{ json: "error.code" }],
  requestId: ["x-ms-request-id", "request-id"],
  roleNote:
    "A query needs an action and no data action: Reader or Contributor on the workspace would do as well. Roles can also be given on single tables, which this query does not ask for.",
  // Nothing can be written, and there is nothing to list that a query would not read.
  probes: [read],
  grant: (context) =>
    assignRole({ ...context, part: { ...context.part, armSuffix: undefined }, resourceId: WORKSPACE }),
  openNetwork: () => ({
    what: "See whether the workspace takes queries from public networks (or belongs to a network security perimeter). Where it does not, this machine has to reach it through a private link; or let it take them:",
    commands: [
      command(
        ...["az", "monitor", "log-analytics", "workspace", "show", "--workspace-name", "<workspace>"],
        ...["--resource-group", "<resource-group>", "--query", "publicNetworkAccessForQuery"],
      ),
      command(
        ...["az", "monitor", "log-analytics", "workspace", "update", "--workspace-name", "<workspace>"],
        ...["--resource-group", "<resource-group>", "--query-access", "Enabled"],
      ),
    ],
  }),
  lookUp: () => listWorkspaces,
};

const WORKSPACE = armResourceId(WORKSPACES, "<workspace>");
