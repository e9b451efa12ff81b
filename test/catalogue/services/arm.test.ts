import { expect, test } from "vitest";
import { arm } from "../../../src/catalogue/services/arm.ts";
import { briefly, saidOf } from "../../support/service-answers.ts";

const SUBSCRIPTION = "https://management.azure.com/subscriptions/3d8f186f-7847-4fad-a2d2-5e26bc9eb187";
const ACCOUNT = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acct`;

const error = (status: number, code: string) => ({
  status,
  body: JSON.stringify({ error: { code, message: "x" } }),
});

test.each([
  ["", "subscription"],
  ["/resourceGroups/rg", "resource group"],
  ["/providers/Microsoft.Compute", "resource"],
  ["/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acct", "resource"],
])("/subscriptions/<id>%s is a %s", (path, kind) => {
  expect(arm.part.parse(`/subscriptions/x${path}`, "random")).toMatchObject({ kind, named: true });
});

test.each([
  [SUBSCRIPTION, error(403, "AuthorizationFailed"), "denied-rbac documented role-missing"],
  // Who may not ask what it may do there may still do it (dataplane.md section 3.1).
  [ACCOUNT, error(403, "AuthorizationFailed"), "inconclusive inferred answer-unclear"],
  [ACCOUNT, error(404, "ResourceNotFound"), "not-found documented part-not-found"],
  [SUBSCRIPTION, error(404, "SubscriptionNotFound"), "not-found documented subscription-not-seen"],
  [ACCOUNT, error(404, "SubscriptionNotFound"), "not-found documented subscription-not-seen"],
] as const)("%s: %j is %s", (url, answer, said) => {
  expect(briefly(url, "read", answer)).toBe(said);
});

test("what is missing is called by its own word, and its name has one slash before it", () => {
  const { finding } = saidOf(ACCOUNT, "read", error(404, "ResourceNotFound"));
  expect(finding?.cause).toMatch(/^management\.azure\.com\/subscriptions\/.*: there is no resource \//);
});

test("a subscription that is not seen is not said to be missing", () => {
  const { finding } = saidOf(ACCOUNT, "read", error(404, "SubscriptionNotFound"));
  expect(finding?.cause).toMatch(
    /knows no subscription 3d8f186f-7847-4fad-a2d2-5e26bc9eb187, which the resource/,
  );
  expect(finding?.cause).toMatch(/another tenant or another cloud/);
});
