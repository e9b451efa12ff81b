import type { LabStorageAccount } from "../../lab-resource.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import { storageScenario, systemHas } from "./storage-scenario.ts";

const DATA = { orders: { "0d1e6c2a-5f0b-4c39-9a1e-2b7f1c9d4e58": "lab-fake order 4711" } };
const ACCOUNT: LabStorageAccount = { name: "contosodata", endpoints: { queue: DATA } };
const ACCOUNT_URL = "https://contosodata.queue.core.windows.net";
const ORDERS_URL = `${ACCOUNT_URL}/orders`;

export const queueScenarios = [
  ...serviceScenarios({
    title: "Queue",
    resource: { service: "queue", name: "contosodata", data: DATA },
    target: ORDERS_URL,
    role: "Storage Queue Data Reader",
    expect: {
      // A role on the queue alone would not show: looking at a queue's messages would return one.
      "denied-rbac": { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] },
    },
  }),
  storageScenario({
    name: "queue-access-all",
    title: "Queue: all levels are asked for, and the role allows them",
    story: "The identity is a contributor of the account's queues; all levels are asked for.",
    account: ACCOUNT,
    target: ORDERS_URL,
    access: "all",
    assignments: [systemHas("Storage Queue Data Contributor")],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "queue-role-on-queue",
    title: "Queue: the role is on the queue alone",
    story:
      "The identity is a contributor of the queue orders alone. What can be asked at the queue itself shows it.",
    account: ACCOUNT,
    target: ORDERS_URL,
    access: "all",
    assignments: [systemHas("Storage Queue Data Contributor", { part: "orders" })],
    verdicts: ["allowed", "inconclusive", "allowed", "allowed"],
    exitCode: 4,
    findings: ["answer-unclear"],
  }),
  storageScenario({
    name: "queue-sender",
    title: "Queue: a sender is asked whether it may write",
    story:
      "The identity may add messages and nothing else; with a queue named, that cannot be tried without adding one.",
    account: ACCOUNT,
    target: ORDERS_URL,
    access: "write",
    assignments: [systemHas("Storage Queue Data Message Sender")],
    verdicts: ["inconclusive"],
    exitCode: 4,
    findings: ["answer-unclear"],
  }),
  storageScenario({
    name: "queue-sender-unnamed",
    title: "Queue: a sender is asked whether it may write to the account's queues",
    story: "The identity may add messages to every queue of the account, and that is what is asked.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    access: "write",
    assignments: [systemHas("Storage Queue Data Message Sender")],
    verdicts: ["allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "queue-processor",
    title: "Queue: a processor on one queue is asked whether it may take messages",
    story: "The identity may take messages out of the queue orders, which deletes them.",
    account: ACCOUNT,
    target: ORDERS_URL,
    access: "delete",
    assignments: [systemHas("Storage Queue Data Message Processor", { part: "orders" })],
    verdicts: ["allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "queue-missing",
    title: "Queue: the queue does not exist",
    story: "The identity may do everything with the account's queues, but the queue was never created.",
    account: ACCOUNT,
    target: `${ACCOUNT_URL}/returns`,
    access: "delete",
    assignments: [systemHas("Storage Queue Data Contributor")],
    verdicts: ["not-found"],
    exitCode: 4,
    findings: ["part-not-found"],
  }),
  storageScenario({
    name: "queue-unnamed-access-all",
    title: "Queue: all levels are asked for of the account as a whole",
    story: "The identity holds no role; no queue is named, so that a role on one would not show.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    access: "all",
    assignments: [],
    verdicts: ["inconclusive", "inconclusive", "inconclusive", "inconclusive"],
    exitCode: 4,
    findings: ["name-the-part", "answer-unclear"],
  }),
];
