import { describe, expect, test } from "vitest";
import { briefly, saidOf } from "../../support/service-answers.ts";

const VAULT = "https://kv-contoso.vault.azure.net";

const refusal = (inner: string, message = "x") => ({
  status: 403,
  body: JSON.stringify({ error: { code: "Forbidden", message, innererror: { code: inner } } }),
});

describe("a vault that goes by access policies", () => {
  test.each([
    ["secrets/a", "read", "--secret-permissions get"],
    ["secrets/a", "write", "--secret-permissions set"],
    ["keys/a", "list", "--key-permissions list"],
    ["keys/a", "read", "--key-permissions get"],
    ["keys/a", "write", "--key-permissions update"],
    ["certificates/a", "list", "--certificate-permissions list"],
    ["certificates/a", "delete", "--certificate-permissions delete"],
  ] as const)("%s, %s: the policy that is missing is %s", (path, level, permission) => {
    for (const code of ["AccessDenied", "ForbiddenByPolicy"]) {
      const { verdict, finding } = saidOf(`${VAULT}/${path}`, level, refusal(code));
      expect([verdict, finding?.slug]).toEqual(["denied-rbac", "access-policy-missing"]);
      const [fix] = finding?.fixes ?? [];
      expect(fix?.commands).toEqual([expect.stringMatching(`^az keyvault set-policy .* ${permission}$`)]);
    }
  });

  test("a policy with an application beside the identity is to be made again without", () => {
    const text = "The policy requires the caller 'x' to use on-behalf-of (OBO) flow.";
    const { finding } = saidOf(`${VAULT}/secrets/a`, "read", refusal("ForbiddenByPolicy", text));
    expect(finding?.cause).toMatch(/names an application, too/);
    expect(finding?.fixes[0]?.commands).toEqual([
      expect.stringMatching(/^az keyvault delete-policy .*--application-id/),
      expect.stringMatching(/^az keyvault set-policy /),
    ]);
  });
});

test("a disabled secret is no refusal of the identity", () => {
  const { verdict, exitCode, finding } = saidOf(`${VAULT}/secrets/a`, "read", refusal("SecretDisabled"));
  expect([verdict, exitCode]).toEqual(["inconclusive", 4]);
  expect(finding?.cause).toMatch(/is disabled/);
});

test.each([
  [`${VAULT}/secrets/a`, "secret", "/vaults/kv-contoso/secrets/a"],
  [`${VAULT}/keys/a`, "key", "/vaults/kv-contoso/keys/a"],
  [`${VAULT}/certificates`, "certificate", "/vaults/kv-contoso"],
])("deleting below %s was asked of the whole vault, and is given for what was meant", (url, word, scope) => {
  const { verdict, finding } = saidOf(url, "delete", refusal("ForbiddenByRbac"));
  expect([verdict, finding?.slug]).toEqual(["inconclusive", "answer-unclear"]);
  expect(finding?.cause).toMatch(`A role on one ${word} would not show.`);
  expect(finding?.cause).toMatch(/^kv-contoso answered/);
  const [fix, ...more] = finding?.fixes ?? [];
  expect(more).toEqual([]);
  expect(fix?.what).toMatch(/^If it turns out to have no such role/);
  expect(fix?.commands[0]?.replaceAll("'", "").endsWith(scope)).toBe(true);
});

test.each([
  [VAULT, "secret", "/secrets/<secret>"],
  [`${VAULT}/secrets`, "secret", "/secrets/<secret>"],
  [`${VAULT}/keys`, "key", "/keys/<key>"],
  [`${VAULT}/certificates`, "certificate", "/certificates/<certificate>"],
])("%s: name your %s", (url, word, form) => {
  const { finding } = saidOf(url, "read", refusal("ForbiddenByRbac"));
  expect(finding?.slug).toBe("name-the-part");
  expect(finding?.cause).toMatch(new RegExp(`that allows Microsoft\\.KeyVault/.*name your ${word}\\.$`));
  expect(finding?.fixes[0]?.commands[0]).toContain(`vault.azure.net${form}`);
});

const unauthorized = (message: string, challenge?: string) => ({
  status: 401,
  body: JSON.stringify({ error: { code: "Unauthorized", message } }),
  ...(challenge === undefined ? {} : { headers: { "www-authenticate": challenge } }),
});
const absent = (code: string) => ({ status: 404, body: JSON.stringify({ error: { code, message: "x" } }) });

describe.each([
  ["secrets", "SecretNotFound"],
  ["keys", "KeyNotFound"],
  ["certificates", "CertificateNotFound"],
])("%s: answers of dataplane.md section 9", (collection, notFound) => {
  const named = `${VAULT}/${collection}/a`;

  test.each([
    [named, "list", { status: 200 }, "allowed observed -"],
    // Names are listed for the whole vault: what was named makes no difference.
    [named, "list", refusal("ForbiddenByRbac"), "denied-rbac observed role-missing"],
    [`${VAULT}/${collection}`, "list", refusal("ForbiddenByRbac"), "denied-rbac observed role-missing"],
    [named, "read", refusal("ForbiddenByRbac"), "denied-rbac observed role-missing"],
    [`${VAULT}/${collection}`, "read", refusal("ForbiddenByRbac"), "inconclusive observed name-the-part"],
    [named, "write", refusal("ForbiddenByRbac"), "denied-rbac observed role-missing"],
    [named, "delete", refusal("ForbiddenByRbac"), "inconclusive observed answer-unclear"],
    // Who is refused is refused before the name is looked up: recorded for reading only.
    [named, "read", absent(notFound), "allowed observed -"],
    [`${VAULT}/${collection}`, "read", absent(notFound), "allowed observed -"],
    [named, "write", absent(notFound), "allowed inferred -"],
    [named, "delete", absent(notFound), "allowed inferred -"],
    [named, "read", absent("BadParameter"), "inconclusive inferred answer-unclear"],
    // No read returns a value: an answer that did would be somebody else's.
    [named, "read", { status: 200 }, "inconclusive inferred answer-unclear"],
  ] as const)("%s, %s: %j is %s", (url, level, answer, said) => {
    expect(briefly(url, level, answer)).toBe(said);
  });

  test.each(["list", "read", "write", "delete"] as const)("%s: refusals of every probe", (level) => {
    const said = [
      refusal("AccessDenied", "The user, group or application does not have secrets get permission"),
      refusal("SecretDisabled", "Operation get is not allowed on a disabled secret."),
      refusal("ForbiddenByFirewall", "Client address is not authorized and caller is not a trusted service."),
      refusal("ForbiddenByConnection", "Public network access is disabled."),
      refusal("Other"),
      unauthorized("x", 'Bearer authorization="x", error="insufficient_claims", claims="lab-fake"'),
      unauthorized("AKV10022: Invalid audience. Expected https://vault.azure.net, found: x."),
      unauthorized("AKV10032: Invalid issuer. Expected one of x, found y."),
      unauthorized("IDX10223: Lifetime validation failed. The token is expired."),
      unauthorized("AKV10046: Unable to resolve the key used for signature validation."),
      { status: 429 },
    ].map((answer) => briefly(named, level, answer));
    expect(said).toEqual([
      "denied-rbac observed access-policy-missing",
      "inconclusive inferred answer-unclear",
      "denied-network documented network-rule-refuses",
      "denied-network observed public-access-off",
      "inconclusive inferred answer-unclear",
      "needs-claims documented claims-challenge",
      "wrong-audience observed audience-refused",
      "wrong-tenant observed resource-in-other-tenant",
      "token-expired inferred expiry-refused",
      "token-rejected observed token-not-accepted",
      "throttled documented target-throttles",
    ]);
  });
});
