import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { cosmos } from "../../../src/catalogue/services/cosmos.ts";
import {
  actedOn,
  briefly,
  lookAlikes,
  matched,
  requestsTo,
  saidOf,
  takesToken,
} from "../../support/service-answers.ts";

const ACCOUNT = "https://contoso-shop.documents.azure.com";
const CONTAINER = `${ACCOUNT}/dbs/shop/colls/orders`;

describe.each([
  ["documents.azure.com", "public", "https://cosmos.azure.com/.default"],
  ["documents.azure.us", "usgov", "https://contoso-shop.documents.azure.us/.default"],
  ["documents.azure.cn", "china", "https://contoso-shop.documents.azure.cn/.default"],
] as const)("%s", (suffix, cloud, scope) => {
  const host = `contoso-shop.${suffix}`;

  test("belongs to its cloud and takes that cloud's token only", () => {
    expect(matched(`https://${host}:443/`).target).toMatchObject({
      service: { name: "cosmos" },
      cloud,
      scope,
      resource: "contoso-shop",
    });
    expect(takesToken(host, scope)).toBe(true);
    expect(takesToken(host, "https://storage.azure.com/.default")).toBe(false);
    expect(takesToken(`other.${suffix}`, "https://contoso-shop.documents.azure.us/.default")).toBe(false);
  });

  test.each([...lookAlikes("contoso-shop", suffix), `https://contoso-shop.table.cosmos.azure.com/`])(
    "refuses %s",
    (text) => {
      expect(matchTarget(text)).toHaveProperty("problem");
    },
  );
});

const sub = (status: number, substatus: number | undefined, message = "") => ({
  status,
  headers: substatus === undefined ? {} : { "x-ms-substatus": String(substatus) },
  body: JSON.stringify({ code: "x", message }),
});
const DENIED =
  "Request blocked by Auth contoso-shop : Request is blocked because principal [07336777-83dc-4046-a73e-677d4bb02754] does not have required RBAC permissions to perform action [x] on resource [dbs/shop]. Learn more: https://aka.ms/cosmos-native-rbac.";

/** Answers of dataplane.md section 14. */
test.each([
  [CONTAINER, "read", sub(404, 0), "allowed inferred -"],
  [CONTAINER, "read", { status: 404, body: '{"code":"NotFound"}' }, "allowed inferred -"],
  [CONTAINER, "read", sub(404, 1003), "not-found inferred part-not-found"],
  [
    CONTAINER,
    "read",
    { status: 404, body: '{"code":"NotFound","message":"Owner resource does not exist"}' },
    "not-found observed part-not-found",
  ],
  [ACCOUNT, "read", sub(404, 1003), "allowed inferred -"],
  [CONTAINER, "read", sub(404, 1002), "inconclusive inferred answer-unclear"],
  [CONTAINER, "read", { status: 404, body: "<html>" }, "inconclusive inferred answer-unclear"],
  [CONTAINER, "read", { status: 200 }, "inconclusive inferred answer-unclear"],
  [CONTAINER, "list", { status: 200 }, "allowed documented -"],
  [CONTAINER, "list", sub(404, 0), "not-found inferred part-not-found"],
  [CONTAINER, "write", sub(412, 0), "allowed inferred -"],
  [CONTAINER, "write", sub(400, 1001), "allowed inferred -"],
  [CONTAINER, "write", sub(400, 0), "inconclusive inferred answer-unclear"],
  [CONTAINER, "delete", sub(404, 0), "allowed inferred -"],
  [CONTAINER, "list", sub(403, 5301, DENIED), "denied-rbac observed role-missing"],
  [CONTAINER, "read", sub(403, 5302, DENIED), "denied-rbac observed role-missing"],
  [CONTAINER, "read", sub(403, 5302), "denied-rbac inferred role-missing"],
  [CONTAINER, "write", sub(403, 5303), "denied-rbac inferred role-missing"],
  [ACCOUNT, "read", sub(403, 5302, DENIED), "inconclusive observed name-the-part"],
  [`${ACCOUNT}/dbs/shop`, "list", sub(403, 5301), "inconclusive observed name-the-part"],
  // No role helps: it is nothing that a token may do.
  [
    ACCOUNT,
    "list",
    sub(403, 5300, "The given request [GET /dbs] cannot be authorized by AAD token in data plane."),
    "inconclusive inferred answer-unclear",
  ],
  [CONTAINER, "read", sub(403, 5307), "denied-network inferred network-rule-refuses"],
  [
    CONTAINER,
    "read",
    sub(403, 0, "This is blocked by your Cosmos DB account firewall settings."),
    "denied-network documented network-rule-refuses",
  ],
  // Either of the two, says its own text (azure-cosmos-dotnet-v3 issue 2298).
  [
    CONTAINER,
    "read",
    sub(
      403,
      0,
      "Request is blocked. Please check your authorization token and Cosmos DB account firewall settings.",
    ),
    "inconclusive inferred answer-unclear",
  ],
  [CONTAINER, "read", sub(403, 3), "inconclusive inferred answer-unclear"],
  [ACCOUNT, "read", sub(403, 1008), "inconclusive inferred answer-unclear"],
  [CONTAINER, "read", sub(401, 5000), "inconclusive inferred answer-unclear"],
  [CONTAINER, "read", sub(401, 5002), "entra-disabled inferred entra-disabled"],
  [CONTAINER, "read", sub(401, 5003), "token-rejected inferred token-not-accepted"],
  [CONTAINER, "read", sub(401, 5006), "token-expired inferred expiry-refused"],
  [CONTAINER, "read", sub(401, 5007), "wrong-tenant observed resource-in-other-tenant"],
  [CONTAINER, "read", sub(401, 5008), "wrong-audience observed audience-refused"],
  [CONTAINER, "read", sub(401, 5009), "wrong-audience inferred audience-refused"],
  // Format, signature, beginning, object id, revocation, signing key, groups.
  ...([5004, 5005, 5011, 5013, 5200, 5201] as const).map(
    (code) => [CONTAINER, "read", sub(401, code), "token-rejected inferred token-not-accepted"] as const,
  ),
  [CONTAINER, "list", sub(403, 5303), "denied-rbac inferred role-missing"],
  [ACCOUNT, "read", sub(403, 5303), "inconclusive inferred name-the-part"],
  [CONTAINER, "read", sub(401, 5202), "inconclusive inferred answer-unclear"],
  [CONTAINER, "read", sub(429, 3200), "throttled inferred target-throttles"],
] as const)("%s %s: %j is %s", (url, level, answer, said) => {
  expect(briefly(url, level, answer)).toBe(said);
});

test("the tenant that the account belongs to is read off its refusal", () => {
  const text =
    "Provided AAD token was issued by the authority [095065b7-7caf-4300-b44e-96850fe8f9b2] which is not trusted by this database account. Please ensure the token has been issued by the AAD tenant(s) [7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11].";
  const { finding } = saidOf(CONTAINER, "read", sub(401, 5007, text));
  expect(finding?.cause).toContain("takes tokens of tenant 7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11 only");
});

test("what the refusal gives away is found in recorded texts", () => {
  for (const { pattern, sample } of cosmos.disclosures!) expect(pattern.exec(sample)?.[1]).toBeTruthy();
});

test("a native role is granted, by the account's own command", () => {
  const { finding } = saidOf(CONTAINER, "write", sub(403, 5302, DENIED));
  expect(finding?.fixes[0]?.commands).toEqual([
    "az cosmosdb sql role assignment create --account-name contoso-shop --resource-group '<resource-group>' --role-definition-id 00000000-0000-0000-0000-000000000002 --principal-id managed-identity-system --scope /dbs/shop/colls/orders",
  ]);
});

test("a refused address comes back in the command that lets it in", () => {
  const { finding } = saidOf(CONTAINER, "read", {
    ...sub(
      403,
      0,
      "Request originated from IP 203.0.113.7 through public internet. This is blocked by your Cosmos DB account firewall settings.",
    ),
  });
  expect(finding?.fixes[0]?.commands[1]).toContain("--ip-range-filter '<present-addresses>,203.0.113.7'");
});

describe("parts", () => {
  const { parse, pattern } = cosmos.part;

  test.each([
    ["/", "account", false, undefined],
    ["/dbs/shop", "database", false, "/dbs/shop"],
    ["shop", "database", false, "/dbs/shop"],
    ["/dbs/shop/colls/orders", "container", true, "/dbs/shop/colls/orders"],
    ["shop/orders", "container", true, "/dbs/shop/colls/orders"],
    ["/dbs/shop/colls/orders/docs/1", "container", true, "/dbs/shop/colls/orders"],
  ])("%s is a %s", (path, kind, named, armSuffix) => {
    expect(parse(path, "r")).toMatchObject({ kind, named });
    expect(parse(path, "r").armSuffix).toBe(armSuffix);
  });

  test.each(["", "a/b/c", "a?b", "dbs/a/colls/b/docs/c"])("--resource %s is refused", (text) => {
    expect(pattern.test(text)).toBe(false);
  });

  test("names go into paths escaped", () => {
    const paths = requestsTo(ACCOUNT).map(({ path }) => path);
    expect(paths).toHaveLength(4);
    const scope = parse("my shop/old orders", "r");
    const [probe] = cosmos.probes.filter(({ level }) => level === "read");
    expect(
      probe?.ask.kind === "http" &&
        probe.ask.request({ scope, random: "azcredprobe-0", resource: "a", date: "" }).path,
    ).toBe("/dbs/my%20shop/colls/old%20orders/docs/azcredprobe-0");
  });
});

test("no probe changes an account, even when its headers or its body are lost", () => {
  const orders = { partitionKey: "/customer", items: { "1001": { id: "1001", customer: "megan" } } };
  const data = { dbs: { shop: { orders } } };
  const resource = { service: "cosmos", name: "contoso-shop", data } as const;
  for (const url of [ACCOUNT, `${ACCOUNT}/dbs/shop`, CONTAINER]) {
    const { replies, changed } = actedOn(url, resource);
    expect(replies).toHaveLength(12);
    expect(changed).toBe(false);
  }
});
