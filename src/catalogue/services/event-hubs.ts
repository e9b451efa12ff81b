import { assignRole, command } from "../fixes.ts";
import type { ProbeContext, Role, TestedScope } from "../service-definition.ts";
import { messagingService, receiverProbe, senderProbe } from "./messaging-family.ts";

const NAMESPACES = "Microsoft.EventHub/namespaces";

const RECEIVER: Role = {
  name: "Azure Event Hubs Data Receiver",
  id: "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
};
const SENDER: Role = { name: "Azure Event Hubs Data Sender", id: "2b629674-e913-4c01-ae53-ef4638d8f975" };
const OWNER: Role = { name: "Azure Event Hubs Data Owner", id: "f526a384-b230-433a-b45c-95f59c4a2dec" };

const GROUP = "ConsumerGroups";
/** Every hub has it, and a partition 0. */
const DEFAULT_GROUP = "$Default";
const NAME = "[A-Za-z0-9][\\w.-]*";
const PART = new RegExp(`^(${NAME})(?:/consumergroups/(\\$?${NAME}))?$`, "i");

function parse(path: string, random: string): TestedScope {
  const part = path.replace(/^\/+|\/+$/g, "").replace(/\/partitions\/[^/]*$/i, "");
  const [, hub, group] = PART.exec(part) ?? [];
  if (hub === undefined) return { kind: "namespace", name: random, named: false };
  return group === undefined
    ? { kind: "event hub", name: hub, armSuffix: `/eventhubs/${hub}`, named: true }
    : {
        kind: "consumer group",
        name: `${hub}/${GROUP}/${group}`,
        armSuffix: `/eventhubs/${hub}/consumergroups/${group}`,
        named: true,
      };
}

function partition({ scope: { kind, name } }: Pick<ProbeContext, "scope">): string {
  return `${kind === "consumer group" ? name : `${name}/${GROUP}/${DEFAULT_GROUP}`}/Partitions/0`;
}

const GROUPS =
  "Events were asked for in the consumer group that was named, or else $Default: name another one as <hub>/ConsumerGroups/<group>.";

export const eventHubs = messagingService("eventhubs", {
  name: "event-hubs",
  title: "Event Hubs",
  example: "https://<namespace>.servicebus.windows.net/<hub>",
  armType: NAMESPACES,
  part: {
    word: "event hub",
    pattern: PART,
    parse,
    list: (namespace) => ({
      what: "List the event hubs (needs rights of its own):",
      commands: [
        command(
          ...["az", "eventhubs", "eventhub", "list", "--resource-group", "<resource-group>"],
          ...["--namespace-name", namespace, "--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote:
    "Owner and Contributor hold no such data action; a role on one consumer group counts for that group only. Who keeps checkpoints needs a role on their blob container as well.",
  guidance: GROUPS,
  lookUp: () => ({ what: GROUPS, commands: [] }),
  probes: [
    receiverProbe({
      action: `${NAMESPACES}/messages/receive/action`,
      roles: [RECEIVER, OWNER],
      // Without an owner level: such a receiver is turned away by an app that reads with one, and never disturbs it.
      address: partition,
      ofReceivers: [
        {
          code: "amqp:link:stolen",
          body: /created with epoch|higher epoch/,
          verdict: "allowed",
          confidence: "inferred",
        },
        {
          body: /maximum number of allowed receivers per partition/,
          verdict: "allowed",
          confidence: "inferred",
        },
      ],
    }),
    senderProbe({
      action: `${NAMESPACES}/messages/send/action`,
      roles: [SENDER, OWNER],
      // Events are sent to the hub, not to one of its consumer groups.
      kinds: ["event hub", "namespace"],
      address: ({ scope }) => scope.name,
    }),
  ],
  grant: assignRole,
});
