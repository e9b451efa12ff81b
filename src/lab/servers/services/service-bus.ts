import { dataAction, type Permission } from "../../roles/role.ts";
import type { LabResource } from "../../lab-resource.ts";
import type { LabLink, LabNode, LabService, LabState } from "../lab-service.ts";
import {
  actOnNode,
  amqpRefusal,
  httpError,
  httpRefusal,
  messageRequest,
  publicFeed,
  tracking,
} from "./messaging-answers.ts";

interface Message {
  readonly body: string;
  deliveryCount: number;
  isLocked?: boolean;
}

interface Queue {
  readonly messages: Message[];
  readonly requiresSession?: boolean;
}

interface Namespace {
  readonly queues?: Readonly<Record<string, Queue>>;
  readonly topics?: Readonly<Record<string, Readonly<Record<string, Queue>>>>;
}

const NAMESPACES = "Microsoft.ServiceBus/namespaces";
const SUBSCRIPTION = /^(.+)\/subscriptions\/([^/]+)$/i;

/** Service Bus (dataplane.md section 11): queues, and topics with their subscriptions, which hold messages. */
export const serviceBus: LabService = {
  armType: NAMESPACES,
  hosts: ({ name }) => [`${name}.servicebus.windows.net`],
  audiences: () => ["https://servicebus.azure.net", "80a10ef9-8168-493d-abf9-3297c4ef6e3c"],
  anonymous: publicFeed,
  permissions: (request) => [permission(messageRequest(request)?.role ?? "manage")],
  part: (request) => messageRequest(request)?.address,
  refuse: httpRefusal,
  act(call, state) {
    const message = messageRequest(call.request);
    if (message === undefined) return httpError(404, `No such resource. ${tracking(call.now)}`);
    return actOnNode(message, nodeAt(message, call.resource, state), call);
  },
  amqp: {
    port: 5671,
    parts(address) {
      const [, topic] = SUBSCRIPTION.exec(address) ?? [];
      return topic === undefined ? [address] : [address, topic];
    },
    permission: ({ role }) => permission(role),
    refuse: amqpRefusal,
    node: nodeAt,
  },
};

function permission(role: LabLink["role"] | "manage"): Permission {
  const verb = { sender: "send", receiver: "receive", manage: "manage" }[role];
  return dataAction(`${NAMESPACES}/messages/${verb}/action`);
}

function nodeAt({ role, address }: LabLink, { name }: LabResource, state: LabState): LabNode | undefined {
  const { queues = {}, topics = {} } = state as Namespace;
  const [, topic = "", subscription = ""] = SUBSCRIPTION.exec(address) ?? [];
  const queue = queues[address] ?? (role === "receiver" ? topics[topic]?.[subscription] : undefined);
  if (queue !== undefined) return queueNode(queue, role);
  const subscriptions = topics[address];
  return subscriptions === undefined
    ? undefined
    : topicNode(Object.values(subscriptions), address, name, role);
}

function queueNode(queue: Queue, role: LabLink["role"]): LabNode {
  const { messages, requiresSession } = queue;
  return {
    ...(requiresSession === true && role === "receiver"
      ? {
          refusal: {
            condition: "amqp:not-allowed",
            description: `It is not possible for an entity that requires sessions to create a non-sessionful message receiver. ${tracking(Date.now(), "gateway7")}`,
          },
        }
      : {}),
    deliver() {
      const next = messages.find(({ isLocked }) => isLocked !== true);
      if (next === undefined) return undefined;
      next.deliveryCount += 1;
      next.isLocked = true;
      return next.body;
    },
    settle(isAccepted) {
      const index = messages.findIndex(({ isLocked }) => isLocked === true);
      const locked = messages[index];
      if (locked === undefined) return;
      if (isAccepted) messages.splice(index, 1);
      else locked.isLocked = false;
    },
    accept: (body) => void messages.push({ body, deliveryCount: 0 }),
  };
}

/** A topic hands every message on to its subscriptions; itself it is no source of any. */
function topicNode(
  subscriptions: readonly Queue[],
  topic: string,
  namespace: string,
  role: LabLink["role"],
): LabNode {
  const source = `${namespace}:topic:${topic}~15|amqps://${namespace}.servicebus.windows.net/-325b0313;0:5:6:source(address:/${topic},filter:[])`;
  return {
    ...(role === "receiver"
      ? {
          refusal: {
            condition: "amqp:not-found",
            description: `The messaging entity '${source}' could not be found. To know more visit https://aka.ms/sbResourceMgrExceptions.  ${tracking(Date.now(), "gateway7")}`,
          },
        }
      : {}),
    deliver: () => undefined,
    settle: () => {},
    accept(body) {
      for (const { messages } of subscriptions) messages.push({ body, deliveryCount: 0 });
    },
  };
}
