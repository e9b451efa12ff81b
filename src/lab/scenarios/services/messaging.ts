import type { LabAssignment, LabResource } from "../../lab-resource.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { RoleName } from "../../roles.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import type { Verdict } from "../../../model/words.ts";

const BUS: LabResource = {
  service: "service-bus",
  name: "sb-contoso",
  data: {
    queues: {
      orders: { messages: [message("order 1"), message("order 2")] },
      visits: { messages: [message("visit 1")], requiresSession: true },
    },
    topics: { news: { billing: { messages: [message("news 1")] } } },
  },
};
const BUS_URL = "https://sb-contoso.servicebus.windows.net";
const BUS_ARGS = ["--service", "service-bus"];

const HUBS: LabResource = {
  service: "event-hubs",
  name: "evhns-contoso",
  data: {
    hubs: {
      telemetry: {
        partitions: {
          "0": { events: ["event 1", "event 2"], delivered: 0 },
          "1": { events: ["event 3"], delivered: 0 },
        },
        consumerGroups: ["$default", "alerts"],
      },
      clicks: {
        partitions: { "0": { events: ["click 1"], delivered: 0, ownerLevel: 3 } },
        consumerGroups: ["$default"],
      },
    },
  },
};
const HUBS_URL = "https://evhns-contoso.servicebus.windows.net";
const HUBS_ARGS = ["--service", "event-hubs"];

function message(body: string) {
  return { body, deliveryCount: 0 };
}

/** What the level of a probe changes; the other situations are the same for every link. */
const WRITES = [
  "denied-network",
  "wrong-audience",
  "wrong-tenant",
  "token-expired",
  "not-found",
  "throttled",
] as const;

const situations: readonly Scenario[] = [
  ...serviceScenarios({
    title: "Service Bus",
    resource: BUS,
    target: `${BUS_URL}/orders`,
    role: "Azure Service Bus Data Receiver",
    args: BUS_ARGS,
  }),
  ...serviceScenarios({
    title: "Service Bus, sending",
    variant: "write",
    resource: BUS,
    target: `sb://sb-contoso.servicebus.windows.net/orders`,
    role: "Azure Service Bus Data Sender",
    args: [...BUS_ARGS, "--access", "write"],
    without: WRITES,
  }),
  ...serviceScenarios({
    title: "Event Hubs",
    resource: HUBS,
    target: `${HUBS_URL}/telemetry`,
    role: "Azure Event Hubs Data Receiver",
    args: HUBS_ARGS,
  }),
  ...serviceScenarios({
    title: "Event Hubs, sending",
    variant: "write",
    resource: HUBS,
    target: `${HUBS_URL}/telemetry`,
    role: "Azure Event Hubs Data Sender",
    args: [...HUBS_ARGS, "--access", "write"],
    without: WRITES,
  }),
];

interface Special {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly target: string;
  readonly resource: LabResource;
  readonly args: readonly string[];
  readonly role?: RoleName;
  /** The part that the role is given on. */
  readonly part?: string;
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly findings: readonly string[];
}

/** A virtual machine whose system-assigned identity asks for an entity. */
function special(one: Special): Scenario {
  const { name, title, story, target, resource, args, role, part, verdict, exitCode, findings } = one;
  const assignment: LabAssignment[] =
    role === undefined
      ? []
      : [
          {
            principalId: SYSTEM_IDENTITY.objectId,
            role,
            resource: resource.name,
            ...(part === undefined ? {} : { part }),
          },
        ];
  return defineScenario({
    ...{ name, title, story, args },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    resources: [resource],
    assignments: assignment,
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict }],
      findings,
    },
  });
}

const specials: readonly Scenario[] = [
  special({
    name: "service-bus-queue-missing",
    title: "Service Bus: there is no such queue",
    story:
      "The identity may receive from every queue of the namespace; the one that the app names is not there.",
    target: `${BUS_URL}/invoices`,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver" },
    ...{ verdict: "not-found", exitCode: 4, findings: ["part-not-found"] },
  }),
  special({
    name: "service-bus-role-on-queue-named",
    title: "Service Bus: the role is given on one queue, which is named",
    story: "The identity may receive from the queue orders only, and that queue is asked for.",
    target: `${BUS_URL}/orders`,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver", part: "orders" },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
  special({
    name: "service-bus-role-on-queue-unnamed",
    title: "Service Bus: the role is given on one queue, and none is named",
    story: "The identity may receive from the queue orders only; without its name nothing can be told.",
    target: BUS_URL,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver", part: "orders" },
    ...{ verdict: "inconclusive", exitCode: 4, findings: ["name-the-part"] },
  }),
  special({
    name: "service-bus-namespace-unnamed",
    title: "Service Bus: a role on the namespace, and no queue is named",
    story:
      "The identity may receive from every queue. A name that does not exist is not found, which would be said to strangers, too.",
    target: BUS_URL,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver" },
    ...{ verdict: "inconclusive", exitCode: 4, findings: ["answer-unclear"] },
  }),
  special({
    name: "service-bus-subscription",
    title: "Service Bus: a subscription of a topic, with the role on the topic",
    story: "The identity may receive from the topic news, and so from its subscription billing.",
    target: `${BUS_URL}/news/subscriptions/billing`,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver", part: "news" },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
  special({
    name: "service-bus-topic-read",
    title: "Service Bus: a topic is asked for messages; its subscriptions have them",
    story: "The app names the topic news without a subscription; a topic is no source of messages.",
    target: `${BUS_URL}/news`,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver" },
    ...{ verdict: "inconclusive", exitCode: 4, findings: ["answer-unclear"] },
  }),
  special({
    name: "service-bus-sessions",
    title: "Service Bus: a queue with sessions turns a plain receiver away",
    story:
      "The identity may receive. The queue visits wants receivers to ask for a session, which is refused after the role was looked at.",
    target: `${BUS_URL}/visits`,
    ...{ resource: BUS, args: BUS_ARGS, role: "Azure Service Bus Data Receiver" },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
  special({
    name: "service-bus-port-closed",
    title: "Service Bus: the way to port 5671 is closed",
    story: "A firewall on the way lets HTTPS through and AMQP not.",
    target: `${BUS_URL}/orders`,
    ...{ resource: { ...BUS, closedPorts: [5671] }, args: BUS_ARGS, role: "Azure Service Bus Data Receiver" },
    ...{ verdict: "unreachable", exitCode: 4, findings: ["target-unreachable"] },
  }),
  special({
    name: "event-hubs-hub-missing",
    title: "Event Hubs: there is no such hub",
    story:
      "The identity may receive from every hub of the namespace; the one that the app names is not there.",
    target: `${HUBS_URL}/metrics`,
    ...{ resource: HUBS, args: HUBS_ARGS, role: "Azure Event Hubs Data Receiver" },
    ...{ verdict: "not-found", exitCode: 4, findings: ["part-not-found"] },
  }),
  special({
    name: "event-hubs-role-on-hub-named",
    title: "Event Hubs: the role is given on one hub, which is named",
    story: "The identity may receive from the hub telemetry only, and that hub is asked for.",
    target: `${HUBS_URL}/telemetry`,
    ...{ resource: HUBS, args: HUBS_ARGS, role: "Azure Event Hubs Data Receiver", part: "telemetry" },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
  special({
    name: "event-hubs-role-on-hub-unnamed",
    title: "Event Hubs: the role is given on one hub, and none is named",
    story: "The identity may receive from the hub telemetry only; without its name nothing can be told.",
    target: HUBS_URL,
    ...{ resource: HUBS, args: HUBS_ARGS, role: "Azure Event Hubs Data Receiver", part: "telemetry" },
    ...{ verdict: "inconclusive", exitCode: 4, findings: ["name-the-part"] },
  }),
  special({
    name: "event-hubs-consumer-group",
    title: "Event Hubs: the role is given on one consumer group, which is named",
    story:
      "The identity may receive through the consumer group alerts only; portals cannot give such a role, the command line can.",
    target: HUBS_URL,
    ...{
      resource: HUBS,
      args: [...HUBS_ARGS, "--resource", "telemetry/ConsumerGroups/alerts"],
      role: "Azure Event Hubs Data Receiver",
      part: "telemetry/ConsumerGroups/alerts",
    },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
  special({
    name: "event-hubs-reader-attached",
    title: "Event Hubs: the app itself reads the partition, and has it for itself",
    story:
      "The identity may receive. Another reader holds the partition with an owner level; a newcomer is turned away after the role was looked at.",
    target: `${HUBS_URL}/clicks`,
    ...{ resource: HUBS, args: HUBS_ARGS, role: "Azure Event Hubs Data Receiver" },
    ...{ verdict: "allowed", exitCode: 0, findings: [] },
  }),
];

export const messagingScenarios: readonly Scenario[] = [...situations, ...specials];
