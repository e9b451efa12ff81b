import { command } from "../fixes.ts";
import type { ProbeDefinition, ProbeRequest, Role, VerdictRow } from "../service-definition.ts";
import {
  absentPart,
  API_VERSION,
  firstPart,
  OTHER_REFUSALS,
  roleMissing,
  STORAGE,
  STORAGE_REFUSALS,
  storageService,
} from "./storage-family.ts";

const QUEUES = `${STORAGE}/queueServices/queues`;

const MESSAGE_SENDER: Role = {
  name: "Storage Queue Data Message Sender",
  id: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
};
const MESSAGE_PROCESSOR: Role = {
  name: "Storage Queue Data Message Processor",
  id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
};
const DATA_READER: Role = { name: "Storage Queue Data Reader", id: "19e7f393-937e-4f77-808e-94535e297925" };
const DATA_CONTRIBUTOR: Role = {
  name: "Storage Queue Data Contributor",
  id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
};

/** No message has this id. Without an id the same paths would clear the queue, or take messages out of it. */
const NO_MESSAGE = "00000000-0000-0000-0000-000000000000";
/** A receipt that reads like one, and that no queue has given. */
const NO_RECEIPT = "popreceipt=AgAAAAMAAAAAAAAA";

const LIST_QUEUES: ProbeRequest = { method: "GET", path: "/?comp=list&maxresults=1", headers: API_VERSION };
const NO_MESSAGE_ANSWER: VerdictRow = {
  status: 404,
  code: "MessageNotFound",
  verdict: "allowed",
  confidence: "inferred",
};
const NO_QUEUE_ANSWERS = absentPart("QueueNotFound");

/** A refusal that a role may lie behind which this probe cannot show. */
function refusedBut(why: string): VerdictRow {
  return {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    verdict: "inconclusive",
    confidence: "observed",
    why,
  };
}

/** A queue's own properties. Management for Azure: it says nothing of messages. */
const properties: ProbeDefinition = {
  level: "list",
  action: `${QUEUES}/read`,
  isControlPlane: true,
  roles: [DATA_READER, DATA_CONTRIBUTOR],
  kinds: ["queue"],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: `/${scope.name}?comp=metadata`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    { status: 200, verdict: "allowed", confidence: "documented" },
    ...NO_QUEUE_ANSWERS,
    ...STORAGE_REFUSALS,
  ],
};

/** The names of the queues. */
const list: ProbeDefinition = {
  ...properties,
  kinds: ["account"],
  ask: { kind: "http", request: () => LIST_QUEUES },
};

/**
 * A look at the messages of a queue that does not exist. Of one that does, it would return a message: nothing else asks
 * for this permission but taking messages out.
 */
const read: ProbeDefinition = {
  level: "read",
  action: `${QUEUES}/messages/read`,
  roles: [DATA_READER, MESSAGE_PROCESSOR, DATA_CONTRIBUTOR],
  wholeResource: true,
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "GET",
      path: `/${scope.name}/messages?peekonly=true&numofmessages=1`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    ...NO_QUEUE_ANSWERS.filter(({ named }) => named === false),
    refusedBut(
      "Only the account as a whole was asked, because a queue that exists would have given out a message: a role on one queue would not show. Whether it may take messages from a named queue can be asked without harm: --access delete.",
    ),
    ...OTHER_REFUSALS,
  ],
};

/** Changing a message that does not exist cannot create one. Adding one cannot be tried without adding it. */
const change: ProbeDefinition = {
  level: "write",
  action: `${QUEUES}/messages/write`,
  roles: [DATA_CONTRIBUTOR],
  kinds: ["queue"],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "PUT",
      path: `/${scope.name}/messages/${NO_MESSAGE}?${NO_RECEIPT}&visibilitytimeout=0`,
      headers: API_VERSION,
    }),
  },
  verdicts: [
    NO_MESSAGE_ANSWER,
    ...NO_QUEUE_ANSWERS.filter(({ named }) => named === true),
    refusedBut(
      `It may not change messages; the role ${MESSAGE_SENDER.name}, which adds messages and nothing else, would not show: a queue that exists would have got one. Whether that role is held for the whole account can be asked without harm: leave out the queue's name.`,
    ),
    ...OTHER_REFUSALS,
  ],
};

/** A message for a queue that does not exist: queues are not made by sending to them. */
const add: ProbeDefinition = {
  level: "write",
  action: `${QUEUES}/messages/add/action`,
  roles: [MESSAGE_SENDER, DATA_CONTRIBUTOR],
  kinds: ["account"],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "POST",
      path: `/${scope.name}/messages`,
      headers: { ...API_VERSION, "Content-Type": "application/xml" },
      body: "<QueueMessage><MessageText>credprobe</MessageText></QueueMessage>",
    }),
  },
  verdicts: [
    ...[...NO_QUEUE_ANSWERS, ...roleMissing()].filter(({ named }) => named === false),
    ...OTHER_REFUSALS,
  ],
};

const remove: ProbeDefinition = {
  level: "delete",
  action: `${QUEUES}/messages/delete`,
  // Azure asks for `delete` or for `process/action`, which the processor holds.
  roles: [MESSAGE_PROCESSOR, DATA_CONTRIBUTOR],
  ask: {
    kind: "http",
    request: ({ scope }) => ({
      method: "DELETE",
      path: `/${scope.name}/messages/${NO_MESSAGE}?${NO_RECEIPT}`,
      headers: API_VERSION,
    }),
  },
  verdicts: [NO_MESSAGE_ANSWER, ...NO_QUEUE_ANSWERS, ...STORAGE_REFUSALS],
};

export const queue = storageService("queue", {
  name: "queue",
  title: "Queue storage",
  example: "https://<account>.queue.core.windows.net/<queue>",
  part: {
    word: "queue",
    pattern: /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/,
    parse: firstPart("queue", "/queueServices/default/queues"),
    list: (account) => ({
      what: "List the queues (needs rights of its own):",
      commands: [
        command(
          ...["az", "storage", "queue", "list", "--account-name", account],
          ...["--auth-mode", "login", "--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote: "Owner and Contributor hold no such data action.",
  challenge: LIST_QUEUES,
  probes: [properties, list, read, change, add, remove],
});
