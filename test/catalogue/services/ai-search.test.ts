import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { aiSearch } from "../../../src/catalogue/services/ai-search.ts";
import {
  actedOn,
  briefly,
  lookAlikes,
  matched,
  requestsTo,
  saidOf,
  takesToken,
} from "../../support/service-answers.ts";

const SERVICE = "https://contoso-search.search.windows.net";
const INDEX = `${SERVICE}/indexes/products`;
const SCOPES = [
  "https://search.azure.com/.default",
  "https://search.azure.us/.default",
  "https://search.azure.cn/.default",
];

describe.each([
  ["search.windows.net", "public", SCOPES[0]],
  ["search.azure.us", "usgov", SCOPES[1]],
  ["search.azure.cn", "china", SCOPES[2]],
] as const)("%s", (suffix, cloud, scope) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    const host = `contoso-search.${suffix}`;
    expect(matched(`https://${host}/`).target).toMatchObject({
      service: { name: "ai-search" },
      cloud,
      scope,
      resource: "contoso-search",
    });
    expect(SCOPES.filter((one) => takesToken(host, one))).toEqual([scope]);
  });

  test.each(lookAlikes("contoso-search", suffix))("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

const error = (status: number, code: string, message: string) => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
});
const NO_ROLE = error(403, "", "Authorization failed.");
const NO_INDEX = error(404, "", "The index 'products' for service 'contoso-search' was not found.");
const challenge = (text: string) => ({ status: 401, headers: { "www-authenticate": text } });
const CHALLENGE = challenge("Bearer");

/** Answers of dataplane.md section 17; the status of a failure is a setting of the service. */
test.each([
  [INDEX, "read", { status: 404 }, "allowed inferred -"],
  [INDEX, "read", NO_INDEX, "not-found observed part-not-found"],
  [SERVICE, "read", NO_INDEX, "allowed inferred -"],
  [INDEX, "read", { status: 404, body: "\r\n" }, "allowed inferred -"],
  [INDEX, "read", { status: 404, body: "<html>" }, "inconclusive inferred answer-unclear"],
  [INDEX, "list", { status: 200 }, "allowed documented -"],
  [SERVICE, "list", { status: 200 }, "allowed documented -"],
  [
    INDEX,
    "list",
    error(404, "", "No index with the name 'products' was found in the service 'contoso-search'."),
    "not-found observed part-not-found",
  ],
  [
    INDEX,
    "write",
    error(400, "MissingKeyField", "0: Document key cannot be missing or empty. Parameters: actions"),
    "allowed inferred -",
  ],
  [INDEX, "delete", error(400, "MissingKeyField", "x"), "allowed inferred -"],
  [INDEX, "write", error(400, "", "The request is invalid."), "inconclusive inferred answer-unclear"],
  [INDEX, "write", { status: 207 }, "inconclusive inferred answer-unclear"],
  [SERVICE, "write", NO_INDEX, "allowed inferred -"],
  [INDEX, "read", NO_ROLE, "denied-rbac inferred role-missing"],
  [INDEX, "read", { ...CHALLENGE, body: NO_ROLE.body }, "denied-rbac inferred role-missing"],
  [SERVICE, "read", NO_ROLE, "inconclusive inferred name-the-part"],
  // Network rules, keys only, or a token that is not accepted: all alike.
  [INDEX, "read", { status: 403 }, "inconclusive inferred answer-unclear"],
  [SERVICE, "read", { status: 403 }, "inconclusive inferred answer-unclear"],
  [INDEX, "read", CHALLENGE, "token-rejected inferred token-not-accepted"],
  [
    INDEX,
    "read",
    error(403, "", "Authorization failed. Authentication token failed validation"),
    "token-rejected observed token-not-accepted",
  ],
  [SERVICE, "read", { ...CHALLENGE, body: NO_ROLE.body }, "inconclusive inferred name-the-part"],
  [INDEX, "read", { status: 401 }, "inconclusive inferred answer-unclear"],
  // Somebody else's challenge, a proxy's or a gateway's.
  [INDEX, "read", challenge('Basic realm="Bearer of a badge"'), "inconclusive inferred answer-unclear"],
  [
    INDEX,
    "read",
    challenge('bearer authorization_uri="https://login.microsoftonline.com/t"'),
    "token-rejected inferred token-not-accepted",
  ],
  [INDEX, "read", { status: 503 }, "throttled inferred target-throttles"],
  [INDEX, "read", { status: 429 }, "throttled inferred target-throttles"],
] as const)("%s %s: %j is %s", (url, level, answer, said) => {
  expect(briefly(url, level, answer)).toBe(said);
});

test("an answer with several causes says how to tell them apart", () => {
  const [fix] = saidOf(SERVICE, "read", { status: 403 }).finding?.fixes ?? [];
  expect(fix?.what).toMatch(/Network rules, a service that takes keys only, and a token/);
  expect(fix?.commands[0]).toMatch(/^az search service show --name contoso-search .*auth:authOptions/);
});

test("the role is given on the index that was named", () => {
  const { finding } = saidOf(INDEX, "write", NO_ROLE);
  // A 403 may have other reasons there: which roles it has is looked at first.
  const [look, grant] = finding?.fixes.flatMap(({ commands }) => commands) ?? [];
  expect(look).toMatch(/^az role assignment list /);
  expect(grant).toMatch(
    /--role 'Search Index Data Contributor' --scope .*\/searchServices\/contoso-search\/indexes\/products'?$/,
  );
});

test.each([
  ["/", undefined],
  ["/indexes", undefined],
  ["/indexes/products", "products"],
  ["/indexes/products/docs/search", "products"],
  ["/indexes('products')/docs", "products"],
  ["products", "products"],
])("the index of %s is %s", (path, name) => {
  expect(aiSearch.part.parse(path, "r")).toMatchObject(
    name === undefined ? { kind: "service", named: false } : { kind: "index", named: true, name },
  );
});

test("no document that is sent has a key, so that none could be created, changed or deleted", () => {
  const bodies = requestsTo(INDEX).flatMap(({ body }) => (body === undefined ? [] : [body]));
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { value: [{ "@search.action": "merge" }] },
    { value: [{ "@search.action": "delete" }] },
  ]);
});

test("no probe changes a service, even when its headers or its body are lost", () => {
  const products = { key: "sku", documents: { "bike-7": { sku: "bike-7" } } };
  const data = { indexes: { products } };
  for (const url of [SERVICE, INDEX]) {
    const { replies, changed } = actedOn(url, { service: "ai-search", name: "contoso-search", data });
    expect(replies).toHaveLength(12);
    expect(changed).toBe(false);
  }
});
