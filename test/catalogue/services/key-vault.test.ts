import { describe, expect, test } from "vitest";
import { saidOf } from "../../support/service-answers.ts";

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
