import { armResourceId, assignRole, command } from "../fixes.ts";
import { below, shownAs } from "../host-forms.ts";
import type {
  GrantContext,
  ProbeContext,
  ProbeDefinition,
  Role,
  ServiceDefinition,
  TestedScope,
  VerdictRow,
} from "../service-definition.ts";

const RULES = "Microsoft.Insights/dataCollectionRules";
const API = "api-version=2023-01-01";
/** An endpoint's own label, and that of its region: `westeurope-1`. */
const ENDPOINT = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.[a-z0-9]{2,30}-[1-9]$/;

const PUBLISHER: Role = { name: "Monitoring Metrics Publisher", id: "3913510d-42f4-4e42-8a64-420c390055eb" };

const DENIED = /does not have access to ingest data(?![\s\S]*IsRbacPresent: True)/;

/** dataplane.md section 18. What an endpoint answers whose public access is off is not known. */
const REFUSALS: readonly VerdictRow[] = [
  { status: 403, body: DENIED, named: true, verdict: "denied-rbac", confidence: "observed" },
  { status: 403, body: DENIED, named: false, verdict: "inconclusive", confidence: "observed" },
  { status: 401, verdict: "token-rejected", confidence: "inferred" },
  { status: 429, verdict: "throttled", confidence: "documented" },
];

/**
 * There is no operation that reads. An empty list of records has none to take in; without its body the request is not
 * valid. That the rule's role is looked at before the empty list is not known: it is at best inferred.
 */
function sends(
  kinds: readonly string[],
  path: (context: ProbeContext) => string,
  ...more: readonly VerdictRow[]
): ProbeDefinition {
  return {
    ...{ level: "write", action: "Microsoft.Insights/Telemetry/Write", roles: [PUBLISHER], kinds },
    ask: {
      kind: "http",
      request: (context) => ({
        method: "POST",
        path: `${path(context)}?${API}`,
        headers: { "Content-Type": "application/json" },
        body: "[]",
      }),
    },
    verdicts: [
      { status: 204, verdict: "allowed", confidence: "inferred" },
      { status: 200, verdict: "allowed", confidence: "inferred" },
      ...REFUSALS,
      ...more,
    ],
  };
}

function streamPath(rule: string, stream: string): string {
  return `/dataCollectionRules/${rule}/streams/${stream}`;
}

const toStream = sends(
  ["stream"],
  ({ scope }) => {
    const [rule = "", stream = ""] = scope.name.split("/");
    return streamPath(rule, stream);
  },
  { status: 404, verdict: "not-found", confidence: "inferred" },
);

/** Into a stream of a random name: that it does not exist is no news, that the rule refuses this identity is. */
const toRule = sends(["rule", "endpoint"], ({ scope, random }) =>
  streamPath(scope.named ? scope.name : `dcr-${random}`, `Custom-${random}`),
);

/** `/dataCollectionRules/<rule>/streams/<stream>`, as the API writes it, or `<rule>/<stream>`. */
function parse(path: string, random: string): TestedScope {
  const [rule, stream] = path
    .split("/")
    .filter((part) => part !== "" && part !== "dataCollectionRules" && part !== "streams");
  if (rule === undefined) return { kind: "endpoint", name: random, named: false };
  return stream === undefined
    ? { kind: "rule", name: rule, named: true }
    : { kind: "stream", name: `${rule}/${stream}`, named: true };
}

/** The role belongs on the rule; its id stands in the refusal, where it stands anywhere. */
function grant(context: GrantContext) {
  const isTold = context.resourceId.toLowerCase().includes(`/${RULES.toLowerCase()}/`);
  const resourceId = isTold ? context.resourceId : armResourceId(RULES, "<data-collection-rule>");
  const { what, commands } = assignRole({ ...context, resourceId });
  return { what: what.replace("within about 10 minutes", "within about 30 minutes"), commands };
}

export const logIngestion: ServiceDefinition = {
  name: "log-ingestion",
  title: "Azure Monitor log ingestion",
  example:
    "https://<endpoint>.<region>-1.ingest.monitor.azure.com/dataCollectionRules/<immutable-id>/streams/<stream>",
  hosts: {
    public: shownAs("<name>.<region>-1", below(ENDPOINT, "ingest.monitor.azure.com")),
    usgov: shownAs("<name>.<region>-1", below(ENDPOINT, "ingest.monitor.azure.us")),
    china: shownAs("<name>.<region>-1", below(ENDPOINT, "ingest.monitor.azure.cn")),
  },
  audience: {
    public: "https://monitor.azure.com",
    usgov: "https://monitor.azure.us",
    china: "https://monitor.azure.cn",
  },
  sendsToken: "https",
  // Azure Resource Manager is not asked: it finds resources by name, and a target has a rule's immutable id only.
  part: {
    word: "stream",
    form: (url) =>
      /\/dataCollectionRules\/[^/]+\/?$/.test(url)
        ? "streams/<stream>"
        : "dataCollectionRules/<immutable-id>/streams/<stream>",
    pattern: /^[A-Za-z0-9-]{1,64}(?:\/[A-Za-z0-9_-]{1,128})?$/,
    parse,
    list: () => ({
      what: "List the data collection rules with their immutable ids (needs rights of its own):",
      commands: [
        command(
          ...["az", "monitor", "data-collection", "rule", "list"],
          ...["--query", "[].{name:name,id:immutableId,streams:dataFlows[].streams}"],
        ),
      ],
    }),
  },
  errorCode: [{ json: "error.code" }],
  requestId: ["x-ms-request-id", "x-ms-client-request-id"],
  disclosures: [
    {
      what: "resourceId",
      pattern: /DcrArmId: (\/subscriptions\/[^,\s"]+)/i,
      // The ids of the recording are blackened; these stand for them.
      sample:
        "The authentication token provided does not have access to ingest data for the data collection rule with immutable Id 'dcr-0' PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, IsDcrDceBindingValid: , DcrArmId: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/rule, Message: Required authorization action was not found for tenantId 0",
    },
  ],
  roleNote:
    "The role counts on the data collection rule, not on the endpoint or the workspace; Owner and Contributor hold no data action.",
  // Nothing can be read, listed or deleted there.
  probes: [toStream, toRule],
  grant,
  openNetwork: (endpoint) => ({
    what: "See whether the endpoint takes requests from public networks. Where it does not, this machine has to reach it through a private link; or let it take them:",
    commands: [
      command(
        ...["az", "monitor", "data-collection", "endpoint", "show", "--name", endpoint],
        ...["--resource-group", "<resource-group>", "--query", "networkAcls"],
      ),
      command(
        ...["az", "monitor", "data-collection", "endpoint", "update", "--name", endpoint],
        ...["--resource-group", "<resource-group>", "--public-network-access", "Enabled"],
      ),
    ],
  }),
};
