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

interface Partition {
  readonly events: string[];
  /** How many events receivers have got. */
  delivered: number;
  /** Of the reader that has it for itself, if one has. */
  readonly ownerLevel?: number;
}

interface Hub {
  readonly partitions: Readonly<Record<string, Partition>>;
  /** In lower case: the service does not look at the case of their names. */
  readonly consumerGroups: readonly string[];
}

const NAMESPACES = "Microsoft.EventHub/namespaces";
const SOURCE = /^([^/]+)\/consumergroups\/([^/]+)(?:\/partitions\/([^/]+))?$/i;

/** Event Hubs (dataplane.md section 12): hubs of partitions, read through consumer groups. */
export const eventHubs: LabService = {
  armType: NAMESPACES,
  hosts: ({ name }) => [`${name}.servicebus.windows.net`],
  audiences: () => ["https://eventhubs.azure.net", "80369ed6-5f11-4dd9-bef3-692475845e77"],
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
      const [, hub = address, group] = SOURCE.exec(address) ?? [];
      return group === undefined ? [hub] : [`${hub}/ConsumerGroups/${group}`, hub];
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
  const hubs = (state["hubs"] ?? {}) as Readonly<Record<string, Hub>>;
  const [, source = "", group = "", partitionId = ""] = SOURCE.exec(address) ?? [];
  if (role === "sender") {
    const [first] = Object.values(hubs[address]?.partitions ?? {});
    return first === undefined ? undefined : partitionNode(first);
  }
  const hub = hubs[source];
  const partition = hub?.partitions[partitionId];
  if (partition === undefined || hub?.consumerGroups.includes(group.toLowerCase()) !== true) return undefined;
  return ownedBy(partition, `${name}:eventhub:${source}~16383|${group}`);
}

/** A reader without an owner level is turned away by one that has one. */
function ownedBy(partition: Partition, system: string): LabNode {
  const { ownerLevel } = partition;
  if (ownerLevel === undefined) return partitionNode(partition);
  return {
    ...partitionNode(partition),
    refusal: {
      condition: "amqp:link:stolen",
      description: `At least one receiver for the endpoint is created with epoch of '${ownerLevel}', and so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make sure all epoch receivers are closed or disconnected. ${tracking(Date.now(), system)}`,
    },
  };
}

function partitionNode(partition: Partition): LabNode {
  let next = 0;
  return {
    deliver() {
      const event = partition.events[next];
      if (event === undefined) return undefined;
      next += 1;
      partition.delivered += 1;
      return event;
    },
    settle: () => {},
    accept: (body) => void partition.events.push(body),
  };
}
