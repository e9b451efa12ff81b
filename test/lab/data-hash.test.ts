import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { STORAGE_ROLES } from "../../src/lab/roles/storage.ts";
import type { RoleName } from "../../src/lab/roles.ts";
import { defineScenario } from "../../src/lab/scenario.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { built } from "../support/built.ts";
import { labCaller, type CallerRequest } from "../support/lab-caller.ts";

/** An identity that may do everything with an account that has every endpoint. */
const scenario = defineScenario({
  name: "test",
  title: "Everything is allowed",
  story: "An owner of the account and of all its data.",
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [
    {
      name: "contosodata",
      endpoints: {
        blob: { invoices: { "a.txt": "lab-fake a", "b.txt": "lab-fake b" } },
        queue: { orders: { "0d1e6c2a-5f0b-4c39-9a1e-2b7f1c9d4e58": "lab-fake order" }, returns: {} },
        table: { customers: { "europe/1": "lab-fake 1", "europe/2": "lab-fake 2" } },
        files: { scans: { "a.txt": "lab-fake a", "b.txt": "lab-fake b" } },
        "data-lake": { raw: { "a.txt": "lab-fake a", "b.txt": "lab-fake b" } },
      },
    },
  ],
  assignments: (["Owner", ...Object.keys(STORAGE_ROLES)] as RoleName[]).map((role) => ({
    principalId: SYSTEM_IDENTITY.objectId,
    role,
    resource: "contosodata",
  })),
  expect: { exitCode: 0, winner: { state: "none", link: null }, outcomes: {}, findings: [] },
});

const [BLOB, QUEUE, TABLE, FILE, DFS] = ["blob", "queue", "table", "file", "dfs"].map(
  (endpoint) => `https://contosodata.${endpoint}.core.windows.net`,
);
const ENTITY = JSON.stringify({ PartitionKey: "asia", RowKey: "1", Content: "lab-fake" });
const BLOCK_BLOB = { "x-ms-blob-type": "BlockBlob" };
const JSON_TYPE = { "content-type": "application/json", accept: "application/json;odata=nometadata" };
const MESSAGE = "<QueueMessage><MessageText>lab-fake</MessageText></QueueMessage>";
const INTENT = { "x-ms-file-request-intent": "backup" };

type Case = readonly [what: string, request: CallerRequest];

/** What a careless probe might do, and what no probe may do (dataplane.md section 23); each must be noticed. */
const CARELESS: readonly Case[] = [
  ["Put Blob", { method: "PUT", url: `${BLOB}/invoices/new`, headers: BLOCK_BLOB, body: "lab-fake" }],
  [
    "Put Blob, If-Match: *",
    { method: "PUT", url: `${BLOB}/invoices/newer`, headers: { ...BLOCK_BLOB, "if-match": "*" } },
  ],
  [
    "Put Block",
    { method: "PUT", url: `${BLOB}/invoices/blocks?comp=block&blockid=QUFBQQ%3D%3D`, body: "lab-fake" },
  ],
  [
    "Set Blob Metadata",
    { method: "PUT", url: `${BLOB}/invoices/a.txt?comp=metadata`, headers: { "x-ms-meta-a": "b" } },
  ],
  ["Delete Blob", { method: "DELETE", url: `${BLOB}/invoices/b.txt` }],
  ["Create Container", { method: "PUT", url: `${BLOB}/more?restype=container` }],
  [
    "Put Message",
    {
      method: "POST",
      url: `${QUEUE}/orders/messages`,
      headers: { "content-type": "application/xml" },
      body: MESSAGE,
    },
  ],
  ["Get Messages", { method: "GET", url: `${QUEUE}/orders/messages` }],
  [
    "Set Queue Metadata",
    { method: "PUT", url: `${QUEUE}/orders?comp=metadata`, headers: { "x-ms-meta-a": "b" } },
  ],
  ["Clear Messages", { method: "DELETE", url: `${QUEUE}/orders/messages` }],
  ["Create Queue", { method: "PUT", url: `${QUEUE}/more` }],
  ["Insert Entity", { method: "POST", url: `${TABLE}/customers`, headers: JSON_TYPE, body: ENTITY }],
  [
    "upsert",
    {
      method: "PUT",
      url: `${TABLE}/customers(PartitionKey='asia',RowKey='2')`,
      headers: JSON_TYPE,
      body: "{}",
    },
  ],
  [
    "Delete Entity",
    {
      method: "DELETE",
      url: `${TABLE}/customers(PartitionKey='europe',RowKey='2')`,
      headers: { ...JSON_TYPE, "if-match": "*" },
    },
  ],
  [
    "Create Table",
    {
      method: "POST",
      url: `${TABLE}/Tables`,
      headers: JSON_TYPE,
      body: JSON.stringify({ TableName: "more" }),
    },
  ],
  [
    "Create File",
    {
      method: "PUT",
      url: `${FILE}/scans/new`,
      headers: { ...INTENT, "x-ms-type": "file", "x-ms-content-length": "0" },
    },
  ],
  ["Set File Metadata", { method: "PUT", url: `${FILE}/scans/a.txt?comp=metadata`, headers: INTENT }],
  ["Delete File", { method: "DELETE", url: `${FILE}/scans/b.txt`, headers: INTENT }],
  ["Create Path", { method: "PUT", url: `${DFS}/raw/new?resource=file` }],
  ["Set Path Properties", { method: "PATCH", url: `${DFS}/raw/a.txt?action=setProperties` }],
  ["Delete Path", { method: "DELETE", url: `${DFS}/raw/b.txt` }],
];

/** What only looks. */
const HARMLESS: readonly Case[] = [
  ["Get Blob", { method: "GET", url: `${BLOB}/invoices/a.txt` }],
  ["List Blobs", { method: "GET", url: `${BLOB}/invoices?restype=container&comp=list` }],
  ["Peek Messages", { method: "GET", url: `${QUEUE}/orders/messages?peekonly=true` }],
  ["Query Entities", { method: "GET", url: `${TABLE}/customers()`, headers: JSON_TYPE }],
  ["Get File", { method: "GET", url: `${FILE}/scans/a.txt`, headers: INTENT }],
  ["Read Path", { method: "GET", url: `${DFS}/raw/a.txt` }],
];

describe.each([
  ["with Azurite", true],
  ["with the gate alone", false],
])("%s", (_, azurite) => {
  let lab: RunningLab;
  let call: Awaited<ReturnType<typeof labCaller>>;

  beforeAll(async () => {
    const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
    lab = await startLab(scenario, { azurite: azurite && "wait" });
    call = await labCaller(lab);
  });

  afterAll(async () => {
    await lab.close();
  });

  test("Azurite is there when it is meant to be", () => {
    expect(lab.storageBackend).toBe(azurite ? "azurite" : "gate");
  });

  test.each(HARMLESS)("the hash stays after: %s", async (_what, request) => {
    const before = await lab.dataHash();
    expect((await call(request)).status).toBe(200);
    expect(await lab.dataHash()).toBe(before);
  });

  test.each(CARELESS)("the hash changes after: %s", async (_what, request) => {
    const before = await lab.dataHash();
    // What the gate alone cannot play is refused, and leaves a trace that is noticed all the same.
    await call(request);
    expect(await lab.dataHash()).not.toBe(before);
  });
});
