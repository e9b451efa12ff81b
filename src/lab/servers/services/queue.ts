import { randomUUID } from "node:crypto";
import { action, dataAction, type Permission } from "../../roles/role.ts";
import type { LabCall, LabReply, LabRequest, LabService, LabState } from "../lab-service.ts";
import {
  isRead,
  notPlayed,
  partsOf,
  storageEndpoint,
  storageFailure,
  type Parts,
  type StorageError,
} from "../storage-endpoint.ts";

const QUEUES = "Microsoft.Storage/storageAccounts/queueServices/queues";
const MESSAGES = `${QUEUES}/messages`;
const WRITING = { server: "Windows-Azure-Queue/1.0", errors: "xml" } as const;

/** Queue storage (dataplane.md section 5). Data: queues of messages, by their ids. */
export const queue: LabService = storageEndpoint({
  ...WRITING,
  label: "queue",
  permissions: (request) => [permissionOf(request)],
  part: (request) => pathOf(request).name,
  attributes(request) {
    const { name } = pathOf(request);
    return name === undefined ? {} : { [`${QUEUES}:name`]: name };
  },
  act,
});

interface QueuePath {
  readonly name: string | undefined;
  /** The request is about messages: all of them, or the one with this id. */
  readonly isAboutMessages: boolean;
  readonly id: string | undefined;
}

function pathOf({ url }: LabRequest): QueuePath {
  const [name, messages, id] = url.pathname.split("/").filter((one) => one !== "");
  return { name, isAboutMessages: messages === "messages", id };
}

/** What Azure asks for; of some calls any one of several permissions. */
function permissionOf(request: LabRequest) {
  const { isAboutMessages, id } = pathOf(request);
  const { method, url } = request;
  if (!isAboutMessages) {
    if (isRead(request)) return action(`${QUEUES}/read`);
    return action(`${QUEUES}/${method === "DELETE" ? "delete" : "write"}`);
  }
  const [process, write, remove] = ["process/action", "write", "delete"].map((one) =>
    dataAction(`${MESSAGES}/${one}`),
  ) as [Permission, Permission, Permission];
  switch (method) {
    case "GET":
      return url.searchParams.get("peekonly") === "true"
        ? dataAction(`${MESSAGES}/read`)
        : ([process, remove] as const);
    case "POST":
      return [dataAction(`${MESSAGES}/add/action`), write] as const;
    case "DELETE":
      return id === undefined ? remove : ([remove, process] as const);
    default:
      return write;
  }
}

function act(call: LabCall, state: LabState): LabReply {
  const { request } = call;
  const { name, isAboutMessages } = pathOf(request);
  const fail = (error: StorageError) => storageFailure(WRITING, call, error);
  if (name === undefined) {
    if (!isRead(request)) return notPlayed(WRITING, call, state);
    const items = partsOf(state).map(([one]) => `<Queue><Name>${one}</Name></Queue>`);
    return xml(`<EnumerationResults><Queues>${items.join("")}</Queues><NextMarker /></EnumerationResults>`);
  }
  const parts = state as Parts;
  const held = parts[name];
  const isCreation = !isAboutMessages && request.method === "PUT" && !request.url.searchParams.has("comp");
  if (isCreation) {
    parts[name] = held ?? {};
    return { status: held === undefined ? 201 : 204 };
  }
  if (held === undefined) return fail(QUEUE_NOT_FOUND);
  if (isAboutMessages) return actOnMessages(call, parts, held);
  if (request.method === "DELETE") {
    delete parts[name];
    return { status: 204 };
  }
  if (!isRead(request)) return notPlayed(WRITING, call, state);
  return { status: 200, headers: { "x-ms-approximate-messages-count": String(Object.keys(held).length) } };
}

function actOnMessages(call: LabCall, parts: Parts, held: Record<string, string>): LabReply {
  const { request } = call;
  const { id, name } = pathOf(request);
  if (id !== undefined) return actOnMessage(call, held, id);
  switch (request.method) {
    case "POST": {
      const added = randomUUID();
      held[added] = /<MessageText>([^<]*)/.exec(request.body)?.[1] ?? "";
      return { ...messageList([[added, held[added]]]), status: 201 };
    }
    case "DELETE":
      parts[name ?? ""] = {};
      return { status: 204 };
    default: {
      const first = Object.entries(held).slice(0, Number(request.url.searchParams.get("numofmessages") ?? 1));
      // Taken messages are not seen for a while, which is longer than the lab lives.
      if (request.url.searchParams.get("peekonly") !== "true")
        for (const [taken] of first) delete held[taken];
      return messageList(first);
    }
  }
}

function actOnMessage(call: LabCall, held: Record<string, string>, id: string): LabReply {
  // The gate gives no receipts: none can fit.
  return storageFailure(WRITING, call, held[id] === undefined ? MESSAGE_NOT_FOUND : RECEIPT_MISMATCH);
}

const QUEUE_NOT_FOUND: StorageError = {
  status: 404,
  code: "QueueNotFound",
  message: "The specified queue does not exist.",
};
const MESSAGE_NOT_FOUND: StorageError = {
  status: 404,
  code: "MessageNotFound",
  message: "The specified message does not exist.",
};
const RECEIPT_MISMATCH: StorageError = {
  status: 400,
  code: "PopReceiptMismatch",
  message: "The specified pop receipt did not match the pop receipt for a dequeued message.",
};

function messageList(found: readonly (readonly [string, string])[]): LabReply {
  const items = found.map(
    ([id, text]) =>
      `<QueueMessage><MessageId>${id}</MessageId><MessageText>${text}</MessageText></QueueMessage>`,
  );
  return xml(`<QueueMessagesList>${items.join("")}</QueueMessagesList>`);
}

function xml(document: string): LabReply {
  const body = `<?xml version="1.0" encoding="utf-8"?>${document}`;
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}
