import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { actedOn, briefly, lookAlikes, matched, saidOf, takesToken } from "../../support/service-answers.ts";

const URL = "https://hsm-contoso.managedhsm.azure.net/keys/orders-key";
const WHOLE = "https://hsm-contoso.managedhsm.azure.net";

describe.each([
  ["managedhsm.azure.net", "public"],
  ["managedhsm.usgovcloudapi.net", "usgov"],
  ["managedhsm.azure.cn", "china"],
])("%s", (suffix, cloud) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    const host = `hsm-contoso.${suffix}`;
    const scope = `https://${suffix}/.default`;
    expect(matched(`https://${host}/`).target).toMatchObject({
      service: { name: "managed-hsm" },
      ...{ cloud, scope, resource: "hsm-contoso" },
    });
    expect(takesToken(host, scope)).toBe(true);
    expect(takesToken(host, "https://vault.azure.net/.default")).toBe(false);
  });

  test.each(lookAlikes("hsm-contoso", suffix))("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

const error = (status: number, code: string, message = "x", inner?: string) => ({
  status,
  body: JSON.stringify({
    error: { code, message, ...(inner === undefined ? {} : { innererror: { code: inner } }) },
  }),
});
const DENIED = error(
  403,
  "AccessDenied",
  "Not authorized to access Microsoft.KeyVault/managedHsm/keys/read/action on / (Activity ID: x)",
);

/** Answers of dataplane.md section 9.1; all but a list that comes are inferred. */
test.each([
  [URL, "list", { status: 200 }, "allowed documented -"],
  [URL, "list", DENIED, "denied-rbac inferred role-missing"],
  [URL, "read", error(404, "KeyNotFound"), "allowed inferred -"],
  [URL, "read", { status: 404 }, "inconclusive inferred answer-unclear"],
  [URL, "read", DENIED, "denied-rbac inferred role-missing"],
  [WHOLE, "read", DENIED, "inconclusive inferred name-the-part"],
  [URL, "delete", DENIED, "inconclusive inferred answer-unclear"],
  [URL, "read", error(403, "Forbidden"), "inconclusive inferred answer-unclear"],
  [
    URL,
    "read",
    error(403, "Forbidden", "x", "ForbiddenByConnection"),
    "denied-network inferred public-access-off",
  ],
  [URL, "read", error(401, "Unauthorized"), "token-rejected inferred token-not-accepted"],
  [WHOLE, "read", error(404, "KeyNotFound"), "allowed inferred -"],
  [URL, "write", error(404, "KeyNotFound"), "allowed inferred -"],
  [URL, "delete", error(404, "KeyNotFound"), "allowed inferred -"],
  [URL, "write", DENIED, "denied-rbac inferred role-missing"],
  [WHOLE, "list", DENIED, "denied-rbac inferred role-missing"],
  // Its tokens, firewall and limits are thought to be those of a vault (section 9); nothing was recorded.
  [
    URL,
    "read",
    error(403, "Forbidden", "x", "ForbiddenByFirewall"),
    "denied-network inferred network-rule-refuses",
  ],
  [
    URL,
    "read",
    {
      ...error(401, "Unauthorized"),
      headers: { "www-authenticate": 'Bearer error="insufficient_claims", claims="lab-fake"' },
    },
    "needs-claims inferred claims-challenge",
  ],
  [
    URL,
    "read",
    error(401, "Unauthorized", "AKV10022: Invalid audience. Expected x, found: y."),
    "wrong-audience inferred audience-refused",
  ],
  [
    URL,
    "read",
    error(401, "Unauthorized", "AKV10032: Invalid issuer. Expected one of x, found y."),
    "wrong-tenant inferred resource-in-other-tenant",
  ],
  [URL, "read", { status: 429 }, "throttled inferred target-throttles"],
] as const)("%s, %s: %j is %s", (url, level, answer, said) => {
  expect(briefly(url, level, answer)).toBe(said);
});

test("the role is the HSM's own, at the key that was named", () => {
  const [fix] = saidOf(URL, "read", DENIED).finding?.fixes ?? [];
  expect(fix?.commands[0]).toMatch(
    /^az keyvault role assignment create --hsm-name hsm-contoso --role 'Managed HSM Crypto Auditor' .* --scope \/keys\/orders-key$/,
  );
});

test("no probe changes a key, even when its headers or its body are lost", () => {
  const data = { keys: { "orders-key": "lab-fake-key" } };
  const resource = { service: "managed-hsm", name: "hsm-contoso", data } as const;
  expect(actedOn(URL, resource).changed).toBe(false);
  expect(actedOn(WHOLE, resource).changed).toBe(false);
});
