import type { Fix } from "../../model/report.ts";
import { assignRole, command } from "../fixes.ts";
import type { GrantContext, ProbeContext, Role, TestedScope } from "../service-definition.ts";
import { messagingService, receiverProbe, senderProbe } from "./messaging-family.ts";

const NAMESPACES = "Microsoft.ServiceBus/namespaces";
const SEND = `${NAMESPACES}/messages/send/action`;

const RECEIVER: Role = {
  name: "Azure Service Bus Data Receiver",
  id: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
};
const SENDER: Role = { name: "Azure Service Bus Data Sender", id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39" };
const OWNER: Role = { name: "Azure Service Bus Data Owner", id: "090c5cfd-751d-490a-894a-3ce6f1109419" };

const ENTITY = /^[A-Za-z0-9][\w.~-]*(?:\/[A-Za-z0-9][\w.~-]*)*$/;

/** A queue, or a topic: their paths look alike. `$deadletterqueue` and its like are parts of them. */
function parse(path: string, random: string): TestedScope {
  const entity = path.replace(/^\/+/, "").replace(/(?:^|\/)\$.*$|\/+$/, "");
  const [, topic, subscription] = /^(.+)\/subscriptions\/([^/]+)$/i.exec(entity) ?? [];
  if (topic !== undefined && subscription !== undefined) {
    return {
      kind: "subscription",
      name: `${topic}/Subscriptions/${subscription}`,
      armSuffix: `/topics/${topic}/subscriptions/${subscription}`,
      named: true,
    };
  }
  return ENTITY.test(entity)
    ? { kind: "queue or topic", name: entity, armSuffix: `/queues/${entity}`, named: true }
    : { kind: "namespace", name: random, named: false };
}

function address({ scope }: Pick<ProbeContext, "scope">): string {
  return scope.name;
}

/** A sender link is the same for a queue and a topic; the scope of a role is not. */
function grant(context: GrantContext): Fix {
  const fix = assignRole(context);
  if (context.part.kind !== "queue or topic" || context.action !== SEND) return fix;
  const role = context.role?.name ?? "<role>";
  return {
    ...fix,
    what: `Give this identity the role ${role} (takes effect within about 10 minutes). For a topic, put topics where the scope says queues:`,
  };
}

const SUBSCRIPTIONS =
  "Messages of a topic are received from a subscription: name it as <topic>/Subscriptions/<subscription>.";

export const serviceBus = messagingService("servicebus", {
  name: "service-bus",
  title: "Service Bus",
  example: "https://<namespace>.servicebus.windows.net/<queue>",
  armType: NAMESPACES,
  part: {
    word: "queue or topic",
    pattern: ENTITY,
    parse,
    list: (namespace) => ({
      what: "List the queues and topics (needs rights of its own):",
      commands: ["queue", "topic"].map((entity) =>
        command(
          ...["az", "servicebus", entity, "list", "--resource-group", "<resource-group>"],
          ...["--namespace-name", namespace, "--query", "[].name"],
        ),
      ),
    }),
  },
  roleNote: "Owner and Contributor hold no such data action.",
  guidance: SUBSCRIPTIONS,
  lookUp: () => ({ what: SUBSCRIPTIONS, commands: [] }),
  probes: [
    receiverProbe({
      action: `${NAMESPACES}/messages/receive/action`,
      roles: [RECEIVER, OWNER],
      address,
      ofReceivers: [
        // azure-service-bus issue 326. A session is not asked for: it would be locked.
        { body: /entity that requires sessions/, named: true, verdict: "allowed", confidence: "inferred" },
        // A topic says of itself that it is no source (eShopOnContainers pull request 1698).
        {
          body: /:topic:[^']*' could not be found/,
          named: true,
          verdict: "inconclusive",
          confidence: "observed",
        },
      ],
    }),
    senderProbe({
      action: SEND,
      roles: [SENDER, OWNER],
      // A subscription takes no messages; its topic does.
      kinds: ["queue or topic", "namespace"],
      address,
    }),
  ],
  grant,
});
