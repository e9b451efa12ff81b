import { describe, expect, test } from "vitest";
import { arm } from "../../../src/catalogue/services/arm.ts";
import { briefly, saidOf } from "../../support/service-answers.ts";

const SUBSCRIPTION = "https://management.azure.com/subscriptions/3d8f186f-7847-4fad-a2d2-5e26bc9eb187";
const ACCOUNT = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acct`;

const error = (status: number, code: string) => ({
  status,
  body: JSON.stringify({ error: { code, message: "x" } }),
});

const TENANT = "https://management.azure.com";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg`;
const KINDS = [TENANT, SUBSCRIPTION, GROUP, ACCOUNT] as const;
const ok = (value: readonly unknown[]) => ({ status: 200, body: JSON.stringify({ value }) });
/** As Continuous Access Evaluation asks for another token. */
const CLAIMS = {
  ...error(401, "InvalidAuthenticationToken"),
  headers: {
    "www-authenticate":
      'Bearer authorization_uri="https://login.windows.net/", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
  },
};
const NO_HEADER = {
  ...error(401, "AuthenticationFailed"),
  headers: {
    "www-authenticate":
      'Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="The authentication failed because of missing \'Authorization\' header."',
  },
};

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

/** Refusals of dataplane.md section 19.2, which are the same whatever is asked for. */
describe.each([
  [error(401, "ExpiredAuthenticationToken"), "token-expired observed expiry-refused"],
  [error(401, "InvalidAuthenticationTokenTenant"), "wrong-tenant inferred resource-in-other-tenant"],
  [error(401, "InvalidAuthenticationTokenAudience"), "wrong-audience documented audience-refused"],
  // Some emulators say it so.
  [error(403, "InvalidAuthenticationTokenAudience"), "wrong-audience inferred audience-refused"],
  [error(401, "AuthenticationFailed"), "token-rejected documented token-not-accepted"],
  [error(401, "InvalidAuthenticationToken"), "token-rejected documented token-not-accepted"],
  [NO_HEADER, "token-rejected documented token-not-accepted"],
  [CLAIMS, "needs-claims observed claims-challenge"],
  [error(404, "ResourceGroupNotFound"), "not-found documented part-not-found"],
  [error(429, "TooManyRequests"), "throttled documented target-throttles"],
  // A policy or a lock, which no role lifts.
  [error(403, "RequestDisallowedByPolicy"), "inconclusive inferred answer-unclear"],
  [error(409, "ScopeLocked"), "inconclusive inferred answer-unclear"],
  [error(404, "SomethingElseNotFound"), "inconclusive inferred answer-unclear"],
] as const)("%j is %s", (answer, said) => {
  test.each(KINDS)("of %s", (url) => {
    expect(briefly(url, "read", answer)).toBe(said);
  });
});

test.each([
  [TENANT, ok([{ subscriptionId: "3d8f186f-7847-4fad-a2d2-5e26bc9eb187" }]), "allowed documented -", 0],
  // A valid token, and no role that anybody sees.
  [TENANT, ok([]), "inconclusive observed no-subscription-visible", 4],
  [SUBSCRIPTION, { status: 200, body: "{}" }, "allowed documented -", 0],
  [GROUP, { status: 200, body: "{}" }, "allowed documented -", 0],
  [ACCOUNT, ok([{ actions: ["*/read"] }]), "allowed documented -", 0],
  [ACCOUNT, ok([]), "inconclusive inferred answer-unclear", 4],
  [TENANT, error(403, "AuthorizationFailed"), "denied-rbac documented role-missing", 3],
  [GROUP, error(403, "AuthorizationFailed"), "denied-rbac documented role-missing", 3],
  [GROUP, error(403, "LinkedAuthorizationFailed"), "denied-rbac documented role-missing", 3],
  // To ask what may be done at a resource is a right of its own.
  [ACCOUNT, error(403, "LinkedAuthorizationFailed"), "inconclusive inferred answer-unclear", 4],
  [GROUP, error(404, "ResourceNotFound"), "not-found documented part-not-found", 4],
] as const)("%s: %j is %s, exit %i", (url, answer, said, exitCode) => {
  expect(briefly(url, "read", answer)).toBe(said);
  expect(saidOf(url, "read", answer).exitCode).toBe(exitCode);
});

test("a resource whose list of permissions is empty says so", () => {
  expect(saidOf(ACCOUNT, "read", ok([])).finding?.cause).toContain(
    "The list of what it may do there is empty.",
  );
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
