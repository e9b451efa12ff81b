import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { findService } from "../../../src/catalogue/services/index.ts";
import type { ServiceDefinition } from "../../../src/catalogue/service-definition.ts";
import type { LabResource } from "../../../src/lab/lab-resource.ts";
import type { AccessLevel } from "../../../src/model/words.ts";
import { servicePage } from "../../../src/report/service-page.ts";
import { SCOPE } from "../../judge/evidence.ts";
import {
  actedOn,
  briefly,
  lookAlikes,
  requestsTo,
  saidOf,
  type Answer,
} from "../../support/service-answers.ts";

/** Service, endpoint, a part with something in it, and where roles are given on it. */
const ENDPOINTS = [
  ["blob", "blob", { invoices: { a: "lab-fake" } }, "/blobServices/default/containers/invoices"],
  ["queue", "queue", { orders: { a: "lab-fake" } }, "/queueServices/default/queues/orders"],
  ["table", "table", { customers: { "a/b": "lab-fake" } }, "/tableServices/default/tables/customers"],
  ["files", "file", { scans: { a: "lab-fake" } }, "/fileServices/default/fileshares/scans"],
  ["data-lake", "dfs", { raw: { a: "lab-fake" } }, "/blobServices/default/containers/raw"],
] as const;

function serviceOf(name: string): ServiceDefinition {
  const found = findService(name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}

describe.each(ENDPOINTS)("%s", (name, label, data, armSuffix) => {
  const [part = ""] = Object.keys(data);
  const account = `https://acct.${label}.core.windows.net/`;

  test.each([
    [`acct.${label}.core.windows.net`, "public"],
    [`acct-secondary.${label}.core.windows.net`, "public"],
    [`acct-internetrouting.${label}.core.windows.net`, "public"],
    [`acct-microsoftrouting.${label}.core.windows.net`, "public"],
    [`acct.z01.${label}.storage.azure.net`, "public"],
    [`acct.z50.${label}.storage.azure.net`, "public"],
    [`acct.${label}.core.usgovcloudapi.net`, "usgov"],
    [`acct.${label}.core.chinacloudapi.cn`, "china"],
  ])("%s is its own, and takes the one storage audience", (host, cloud) => {
    expect(matchTarget(`https://${host}/`)).toMatchObject({
      target: { service: { name }, cloud, resource: "acct", scope: SCOPE },
    });
  });

  test.each(lookAlikes("acct", `${label}.core.windows.net`))("%s is nobody's", (url) => {
    expect(matchTarget(url)).toHaveProperty("problem");
  });

  test("its first path segment is the part, and the rest does not count", () => {
    const { parse, pattern } = serviceOf(name).part;
    expect(parse(`/${part}/more`, "azcredprobe-0")).toMatchObject({ name: part, armSuffix, named: true });
    expect(parse("/", "azcredprobe-0")).toMatchObject({ kind: "account", named: false });
    expect(part).toMatch(pattern);
    for (const bad of ["", "a", "../x", "a/b", "a b", "ab?x=1", "a%2e"]) expect(bad).not.toMatch(pattern);
  });

  test.each([account, `${account}${part}`])(
    "%s: no probe changes anything, also without its headers or its body",
    (url) => {
      const resource: LabResource = { service: name, name: "acct", data };
      const { replies, changed } = actedOn(url, resource);
      expect(changed).toBe(false);
      expect(replies.length).toBe(12);
    },
  );

  test.each(OF_ALL)("%j", (level, answer, expected) => {
    expect(briefly(`${account}${part}`, level, answer)).toBe(expected);
  });

  test("a role that is missing on the whole account may be there on a part", () => {
    expect(briefly(account, "delete", MISMATCH)).toBe(
      `inconclusive ${name === "data-lake" ? "inferred" : "observed"} name-the-part`,
    );
  });
});

function storageAnswer(status: number, code: string, body?: string): Answer {
  return { status, headers: { "x-ms-error-code": code }, ...(body === undefined ? {} : { body }) };
}

const MISMATCH = storageAnswer(403, "AuthorizationPermissionMismatch");

/** Answers that mean the same of every endpoint. */
const OF_ALL: readonly (readonly [AccessLevel, Answer, string])[] = [
  ["read", storageAnswer(403, "AuthorizationFailure"), "denied-network observed network-rule-refuses"],
  [
    "read",
    storageAnswer(401, "InvalidAuthenticationInfo", "Audience validation failed. Audience did not match."),
    "wrong-audience observed audience-refused",
  ],
  [
    "read",
    storageAnswer(401, "InvalidAuthenticationInfo", "Issuer validation failed. Issuer did not match."),
    "wrong-tenant inferred resource-in-other-tenant",
  ],
  [
    "read",
    storageAnswer(403, "AuthenticationFailed", "Audience validation failed. Audience did not match."),
    "wrong-audience observed audience-refused",
  ],
  [
    "read",
    storageAnswer(403, "AuthenticationFailed", "Lifetime validation failed. The token is expired."),
    "token-expired inferred expiry-refused",
  ],
  ["read", storageAnswer(401, "InvalidAuthenticationInfo"), "token-rejected documented token-not-accepted"],
  // Without a detail the request itself is at fault: nothing is known of the identity.
  ["read", storageAnswer(403, "AuthenticationFailed"), "inconclusive inferred answer-unclear"],
  ["read", storageAnswer(403, "AccountIsDisabled"), "inconclusive inferred answer-unclear"],
  [
    "read",
    storageAnswer(401, "InvalidAuthenticationInfo", "Lifetime validation failed. The token is expired."),
    "token-expired inferred expiry-refused",
  ],
  [
    "read",
    storageAnswer(403, "AuthenticationFailed", "Issuer validation failed. Issuer did not match."),
    "wrong-tenant inferred resource-in-other-tenant",
  ],
  ["read", storageAnswer(503, "ServerBusy"), "throttled documented target-throttles"],
  ["read", storageAnswer(500, "OperationTimedOut"), "throttled documented target-throttles"],
  ["read", storageAnswer(500, "InternalError"), "inconclusive inferred answer-unclear"],
  ["list", { status: 200 }, "allowed documented -"],
  // No read returns data: an answer that did would be somebody else's.
  ["read", { status: 200 }, "inconclusive inferred answer-unclear"],
];

const BLOB = "https://acct.blob.core.windows.net/invoices";
const QUEUE = "https://acct.queue.core.windows.net/orders";
const TABLE = "https://acct.table.core.windows.net/customers";

test.each([
  [BLOB, "write", storageAnswer(404, "BlobNotFound"), "allowed inferred -"],
  [BLOB, "write", storageAnswer(412, "ConditionNotMet"), "allowed inferred -"],
  [BLOB, "delete", storageAnswer(404, "BlobNotFound"), "allowed inferred -"],
  [QUEUE, "delete", storageAnswer(400, "PopReceiptMismatch"), "inconclusive inferred answer-unclear"],
  [QUEUE, "write", MISMATCH, "inconclusive observed answer-unclear"],
  [QUEUE, "read", MISMATCH, "inconclusive observed answer-unclear"],
  [QUEUE, "delete", MISMATCH, "denied-rbac observed role-missing"],
  [TABLE, "delete", storageAnswer(412, "UpdateConditionNotSatisfied"), "allowed inferred -"],
  [TABLE, "write", MISMATCH, "denied-rbac observed role-missing"],
  // No role is not yet no access: access control lists come next, and refuse alike. The root's own was asked.
  ["https://acct.dfs.core.windows.net/raw", "read", MISMATCH, "inconclusive inferred answer-unclear"],
  ["https://acct.dfs.core.windows.net/raw", "list", MISMATCH, "denied-rbac inferred role-missing"],
  [`${BLOB}/2026/june.pdf`, "read", { status: 200 }, "allowed documented -"],
  // A folder is only where a blob of a random name is looked for.
  [`${BLOB}/2026/`, "read", { status: 200 }, "inconclusive inferred answer-unclear"],
  [`${BLOB}/2026/june.pdf`, "read", MISMATCH, "denied-rbac observed role-missing"],
  [TABLE, "write", storageAnswer(400, "PropertiesNeedValue"), "inconclusive inferred answer-unclear"],
  ["https://acct.table.core.windows.net", "write", MISMATCH, "inconclusive observed name-the-part"],
  ["https://acct.queue.core.windows.net", "list", { status: 200 }, "allowed documented -"],
  [QUEUE, "list", storageAnswer(404, "QueueNotFound"), "not-found documented part-not-found"],
  // It was asked of a queue of a random name, whatever was named.
  [QUEUE, "read", storageAnswer(404, "QueueNotFound"), "allowed inferred -"],
  [QUEUE, "write", storageAnswer(404, "MessageNotFound"), "allowed inferred -"],
  [QUEUE, "write", storageAnswer(404, "QueueNotFound"), "not-found documented part-not-found"],
  [QUEUE, "delete", storageAnswer(404, "MessageNotFound"), "allowed inferred -"],
  [QUEUE, "delete", storageAnswer(404, "QueueNotFound"), "not-found documented part-not-found"],
  ["https://acct.queue.core.windows.net", "write", storageAnswer(404, "QueueNotFound"), "allowed inferred -"],
  [
    "https://acct.queue.core.windows.net",
    "delete",
    storageAnswer(404, "QueueNotFound"),
    "allowed inferred -",
  ],
  ["https://acct.queue.core.windows.net", "write", MISMATCH, "inconclusive observed name-the-part"],
] as const)("%s %s: %j", (url, level, answer, expected) => {
  expect(briefly(url, level, answer)).toBe(expected);
});

/** Services, a part of each, and the codes of a part and of an item that are not there (dataplane.md sections 4 to 8). */
describe.each([
  ["blob", BLOB, "ContainerNotFound", "BlobNotFound"],
  ["table", TABLE, "TableNotFound", "ResourceNotFound"],
  ["files", "https://acct.file.core.windows.net/scans", "ShareNotFound", "ResourceNotFound"],
  ["data-lake", "https://acct.dfs.core.windows.net/raw", "FilesystemNotFound", "PathNotFound"],
] as const)("%s: what is not there", (name, part, noPart, noItem) => {
  const account = new URL("/", part).href;

  test.each(["list", "read", "write", "delete"] as const)("%s: the part", (level) => {
    const answer = storageAnswer(404, noPart);
    expect(briefly(part, level, answer)).toBe("not-found documented part-not-found");
    // One of a random name stands for the account: that it is missing is no news.
    expect(briefly(account, level, answer)).toBe("allowed inferred -");
    expect(briefly(part, level, storageAnswer(404, "Other"))).toBe("inconclusive inferred answer-unclear");
  });

  // That the role is looked at first was seen of blobs that are read, and of nothing else.
  test.each(["read", "write", "delete"] as const)("%s: what it would hold", (level) => {
    if (name === "table" && level === "write") return;
    const answer = storageAnswer(404, noItem);
    const confidence = name === "blob" && level === "read" ? "observed" : "inferred";
    expect(briefly(part, level, answer)).toBe(`allowed ${confidence} -`);
  });
});

test("the page tells that an answer counts only of a blob that was named", () => {
  expect(servicePage(serviceOf("blob"))).toMatch(/\| `200 \(blob named\)` +\| allowed /);
});

test("of an entity that is not taken, why that proves nothing is told", () => {
  const { finding, exitCode } = saidOf(TABLE, "write", storageAnswer(400, "PropertiesNeedValue"));
  expect(finding?.cause).toMatch(/An entity without keys was offered, which no table takes/);
  expect(exitCode).toBe(4);
});

test("the error code of a table's answer is in its body alone", () => {
  const message = { lang: "en-US", value: "This request is not authorized." };
  const body = JSON.stringify({ "odata.error": { code: "AuthorizationPermissionMismatch", message } });
  expect(briefly(TABLE, "read", { status: 403, body })).toBe("denied-rbac observed role-missing");
});

test("of a queue that is named only messages that do not exist are asked for", () => {
  const asked = requestsTo(QUEUE).map(
    ({ method, path }) =>
      `${method} ${path.replace(/\?.*/, "").replace(/azcredprobe-[0-9a-f]{32}/, "<random>")}`,
  );
  const message = "/orders/messages/00000000-0000-0000-0000-000000000000";
  expect(asked).toEqual(["GET /orders", "GET /<random>/messages", `PUT ${message}`, `DELETE ${message}`]);
});

test("a random table has a name that tables can have", () => {
  const { parse, pattern } = serviceOf("table").part;
  const { name } = parse("", "azcredprobe-0123456789abcdef0123456789abcdef");
  expect(name).toBe("azcredprobe0123456789abcdef0123456789abcdef");
  expect(name).toMatch(pattern);
  expect(parse("/customers(PartitionKey='a',RowKey='b')", "r").name).toBe("customers");
});

test.each(["z00", "z51", "z99", "z7"])("there is no zone %s", (zone) => {
  expect(matchTarget(`https://acct.${zone}.blob.storage.azure.net/`)).toHaveProperty("problem");
});

describe("a table's URL", () => {
  const TABLES = "https://acct.table.core.windows.net";

  test.each([
    ["/Tables", { kind: "account", named: false }],
    ["/tables/", { kind: "account", named: false }],
    ["/Tables('customers')", { kind: "table", name: "customers", named: true }],
    ["/customers(PartitionKey='a',RowKey='b')", { kind: "table", name: "customers", named: true }],
  ])("%s", (path, scope) => {
    expect(serviceOf("table").part.parse(path, "azcredprobe-0")).toMatchObject(scope);
  });

  test("the list of tables is posted nothing to: that would make one", () => {
    const requests = requestsTo(`${TABLES}/Tables`);
    expect(requests.length).toBeGreaterThan(2);
    for (const { path } of requests) expect(path).toMatch(/^\/azcredprobe/);
  });

  test.each(["/$batch", "/1st", "/a_b"])("%s names no table, and is sent nothing", (path) => {
    expect(matchTarget(`${TABLES}${path}`)).toEqual({
      problem: expect.stringMatching(/^names no table: /) as string,
    });
  });
});

test("messages of a named queue could not be looked at, and the role is for that queue", () => {
  const { finding } = saidOf(QUEUE, "read", MISMATCH);
  expect(finding?.cause).toMatch(/^acct answered/);
  expect(finding?.fixes[0]?.commands[0]?.replaceAll("'", "")).toMatch(
    /\/queueServices\/default\/queues\/orders$/,
  );
});

test("a queue's properties are no data: Owner and Contributor may see them", () => {
  const { finding } = saidOf(QUEUE, "list", MISMATCH);
  expect(finding?.slug).toBe("role-missing");
  expect(finding?.cause).not.toContain("Owner");
  expect(saidOf(QUEUE, "delete", MISMATCH).finding?.cause).toContain("Owner and Contributor hold no such");
});
