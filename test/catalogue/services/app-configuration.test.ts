import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { actedOn, briefly, lookAlikes, matched, saidOf, takesToken } from "../../support/service-answers.ts";

const URL = "https://contoso-settings.azconfig.io";
const SUFFIXES = [
  ["azconfig.io", "public", "https://appconfig.azure.com/.default"],
  ["appconfig.azure.com", "public", "https://appconfig.azure.com/.default"],
  ["azconfig.azure.us", "usgov", "https://appconfig.azure.us/.default"],
  ["appconfig.azure.us", "usgov", "https://appconfig.azure.us/.default"],
  ["azconfig.azure.cn", "china", "https://appconfig.azure.cn/.default"],
  ["appconfig.azure.cn", "china", "https://appconfig.azure.cn/.default"],
] as const;

describe.each(SUFFIXES)("%s", (suffix, cloud, scope) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    const host = `contoso-settings.${suffix}`;
    expect(matched(`https://${host}/kv/a`).target).toMatchObject({
      service: { name: "app-configuration" },
      cloud,
      scope,
      resource: "contoso-settings",
    });
    const takers = SUFFIXES.map(([, , other]) => other).filter((other) => takesToken(host, other));
    expect(new Set(takers)).toEqual(new Set([scope]));
    expect(takesToken(host, "https://vault.azure.net/.default")).toBe(false);
  });

  test.each(lookAlikes("contoso-settings", suffix))("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

const PROBLEM = (type: string) => ({
  status: 403,
  headers: { "content-type": "application/problem+json; charset=utf-8" },
  body: JSON.stringify({ type: `https://azconfig.io/errors/${type}`, title: "x", status: 403 }),
});
const BEARER = (description: string) => ({
  status: 401,
  headers: {
    "www-authenticate": `HMAC-SHA256, Bearer error="invalid_token", error_description="${description}"`,
  },
});

/** Answers of dataplane.md section 10. */
test.each([
  ["read", { status: 200 }, "allowed documented -"],
  ["list", { status: 200 }, "allowed documented -"],
  ["write", { status: 404 }, "allowed inferred -"],
  ["delete", { status: 204 }, "allowed documented -"],
  ["read", { status: 403 }, "denied-rbac inferred role-missing"],
  ["delete", { status: 403, body: "" }, "denied-rbac inferred role-missing"],
  ["read", { status: 403, body: "\r\n" }, "denied-rbac inferred role-missing"],
  ["write", { status: 404, body: "\r\n" }, "allowed inferred -"],
  ["write", { status: 404, body: "<html>not here</html>" }, "inconclusive inferred answer-unclear"],
  ["write", { status: 404, body: "gone" }, "inconclusive inferred answer-unclear"],
  ["read", PROBLEM("ip-address-rejected"), "denied-network documented network-rule-refuses"],
  ["read", PROBLEM("nsp-rejected"), "denied-network documented network-rule-refuses"],
  // Neither of the two: a store that refuses for a reason of its own, or somebody in between.
  ["read", PROBLEM("something-new"), "inconclusive inferred answer-unclear"],
  ["read", { status: 403, body: "<html>blocked</html>" }, "inconclusive inferred answer-unclear"],
  ["read", BEARER("Authorization token failed validation"), "token-rejected documented token-not-accepted"],
  [
    "read",
    BEARER("The access token is from the wrong issuer. It must match"),
    "wrong-tenant documented resource-in-other-tenant",
  ],
  ["read", BEARER("The access token has expired"), "token-expired observed expiry-refused"],
  ["read", { status: 429 }, "throttled inferred target-throttles"],
  ["read", { status: 404 }, "inconclusive inferred answer-unclear"],
  ["delete", { status: 404 }, "inconclusive inferred answer-unclear"],
] as const)("%s: %j is %s", (level, answer, said) => {
  expect(briefly(URL, level, answer)).toBe(said);
});

test("a refusal without a reason is said to be one, and the network is named beside the role", () => {
  const { finding } = saidOf(URL, "read", { status: 403 });
  expect(finding?.cause).toMatch(/a network rule may answer so, too/);
  expect(finding?.fixes.map(({ commands }) => commands[0])).toEqual([
    expect.stringContaining("az role assignment list"),
    expect.stringContaining("az appconfig show"),
    expect.stringContaining("az role assignment create"),
  ]);
});

test("a role is given on the whole store, whichever key was named", () => {
  const { finding } = saidOf(`${URL}/kv/shop:currency`, "read", { status: 403 });
  expect(finding?.cause).toContain("contoso-settings/shop:currency");
  expect(finding?.fixes.at(-1)?.commands[0]).toMatch(
    /--role 'App Configuration Data Reader' --scope .*\/configurationStores\/contoso-settings'?$/,
  );
});

test("no probe changes a store, even when its headers or its body are lost", () => {
  const data = { kv: { "shop:currency": { value: "EUR" } } };
  const { replies, changed } = actedOn(URL, { service: "app-configuration", name: "contoso-settings", data });
  expect(changed).toBe(false);
  expect(replies.map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 200, 200, 404, 404, 404, 204, 204, 204,
  ]);
});
