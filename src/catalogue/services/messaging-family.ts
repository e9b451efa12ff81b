import { command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { ProbeDefinition, ServiceDefinition, VerdictRow } from "../service-definition.ts";
import type { Fix } from "../../model/report.ts";

/**
 * What the namespaces of Service Bus and Event Hubs have in common (dataplane.md sections 11 and 12): hosts, AMQP over
 * TLS, and one family of refusals, of which only the text tells one from the other.
 *
 * No token ever goes there over HTTPS: behind the same hosts are relays, whose listeners get to see the
 * `Authorization` header (section 22, T4). Nothing is asked for list and delete: entities are managed over HTTPS, and
 * to receive a message is to take it away.
 */

/** Six to fifty letters, digits and hyphens (learn.microsoft.com, "Naming rules and restrictions for Azure resources"). */
const NAMESPACE = /^([a-z][a-z0-9-]{4,48}[a-z0-9])$/;

const CLAIMS = "(?:Send|Listen|Manage)[A-Za-z,]*' claim\\(s\\) are required";

/** Answers that mean the same for every link. The texts come from the token's answer, or with a link or connection. */
const REFUSALS: readonly VerdictRow[] = [
  {
    body: /Ip has been prevented to connect to the endpoint/,
    verdict: "denied-network",
    confidence: "observed",
  },
  {
    body: /InvalidAudience|Invalid authorization token audience|token with a wrong audience/,
    verdict: "wrong-audience",
    confidence: "observed",
  },
  { body: /InvalidIssuer/, verdict: "wrong-tenant", confidence: "observed" },
  { body: /ExpiredToken|token is expired/, verdict: "token-expired", confidence: "observed" },
  {
    body: new RegExp(`'${CLAIMS}`),
    named: true,
    verdict: "denied-rbac",
    confidence: "observed",
  },
  // A random name stands for the namespace: a role on one entity would not show here.
  { body: new RegExp(`'${CLAIMS}`), named: false, verdict: "inconclusive", confidence: "observed" },
  { code: "com.microsoft:server-busy", verdict: "throttled", confidence: "documented" },
  // A namespace may have such a number in its name, and texts quote it.
  {
    body: /is being throttled|(?:subcode=|error code ?: ?)5000[2489]\b/i,
    verdict: "throttled",
    confidence: "documented",
  },
  ...absent({ status: 404 }),
  ...absent({ code: "amqp:not-found" }),
  {
    // In recordings a missing role; 40100 is also told of a token that is not taken (failures.md section d).
    ...{
      body: /\b40100\b.*access for '(?:Send|Listen|Manage)/s,
      verdict: "inconclusive",
      confidence: "observed",
    },
    why: "It says 40100 of a missing role and of a token that it does not take alike: compare the token's audience and tenant, then the roles.",
  },
  { body: /\b40103\b|InvalidSignature|MalformedToken/, verdict: "token-rejected", confidence: "observed" },
  { status: 401, verdict: "token-rejected", confidence: "inferred" },
];

/**
 * Whether the role was looked at before the name is told both ways: "the service performs authorization before it checks
 * for the existence of an entity" (azure-sdk-for-net issue 44734), and not found where nothing was allowed (28435).
 */
function absent(answer: Pick<VerdictRow, "status" | "code">): VerdictRow[] {
  return [
    { ...answer, named: true, verdict: "not-found", confidence: "observed" },
    { ...answer, named: false, verdict: "inconclusive", confidence: "inferred" },
  ];
}

/**
 * "A link where the client takes on the sender role requires the Send right; taking on the receiver role requires the
 * Listen right" (AMQP 1.0 in Azure Service Bus and Event Hubs protocol guide): an attached link is a yes.
 */
const ATTACHED: readonly VerdictRow[] = [
  { status: 202, verdict: "allowed", confidence: "documented" },
  { status: 200, verdict: "allowed", confidence: "documented" },
];

/** Whether this identity may send: a sender link that sends nothing. */
export function senderProbe(
  special: Pick<ProbeDefinition, "action" | "roles" | "kinds"> & {
    address: Extract<ProbeDefinition["ask"], { kind: "amqp" }>["address"];
  },
): ProbeDefinition {
  const { address, ...rest } = special;
  return {
    ...rest,
    level: "write",
    ask: { kind: "amqp", attach: "sender", address },
    verdicts: [...REFUSALS, ...ATTACHED],
  };
}

/** Whether this identity may receive: a receiver link without credit, so that nothing is delivered or locked. */
export function receiverProbe(
  special: Pick<ProbeDefinition, "action" | "roles"> & {
    address: Extract<ProbeDefinition["ask"], { kind: "amqp" }>["address"];
    /** What entities have against a receiver, whatever its rights. */
    ofReceivers: readonly VerdictRow[];
  },
): ProbeDefinition {
  const { address, ofReceivers, ...rest } = special;
  return {
    ...rest,
    level: "read",
    ask: { kind: "amqp", attach: "receiver", address },
    verdicts: [...ofReceivers, ...REFUSALS, ...ATTACHED],
  };
}

type Common =
  | "hosts"
  | "audience"
  | "sendsToken"
  | "port"
  | "schemes"
  | "challenge"
  | "openStatus"
  | "errorCode"
  | "requestId"
  | "networkNote"
  | "openNetwork";

/** One of the services; `family` is its name in Azure's command line and in the audience of its tokens. */
export function messagingService(
  family: "servicebus" | "eventhubs",
  special: Omit<ServiceDefinition, Common>,
): ServiceDefinition {
  const audience = `https://${family}.azure.net`;
  return {
    ...special,
    hosts: {
      public: below(NAMESPACE, "servicebus.windows.net"),
      usgov: below(NAMESPACE, "servicebus.usgovcloudapi.net"),
      china: below(NAMESPACE, "servicebus.chinacloudapi.cn"),
    },
    // The same in all clouds, in every SDK (dataplane.md section 2).
    audience: { public: audience, usgov: audience, china: audience },
    sendsToken: "amqps",
    port: 5671,
    schemes: ["sb:", "amqps:"],
    // 200 and a feed when the network path is open, whoever asks (dataplane.md section 11).
    challenge: { method: "GET", path: "/", headers: {} },
    openStatus: 200,
    errorCode: [],
    requestId: [],
    networkNote:
      "It is asked over AMQP, which needs outbound TCP port 5671: no HTTP proxy carries that, and AMQP over WebSockets (port 443) is not tried.",
    openNetwork: (namespace, clientAddress) => allowNetwork(family, namespace, clientAddress),
  };
}

function allowNetwork(family: string, namespace: string, clientAddress = "<address>"): Fix {
  const where = ["--resource-group", "<resource-group>", "--namespace-name", namespace];
  const rules = ["az", family, "namespace", "network-rule-set"];
  return {
    what: "See the namespace's network rules (a network security perimeter goes before them), and allow this machine's address or subnet:",
    commands: [
      command(...rules, "list", ...where),
      command(
        ...rules,
        ...["ip-rule", "add", ...where, "--ip-rule", `ip-address=${clientAddress}`, "action=Allow"],
      ),
    ],
  };
}
