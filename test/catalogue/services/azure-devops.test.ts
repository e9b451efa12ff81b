import { expect, test } from "vitest";
import { briefly, saidOf } from "../../support/service-answers.ts";

const SHARED = "https://dev.azure.com";
const ORGANIZATION = "https://dev.azure.com/contoso";
const OLDER = "https://contoso.visualstudio.com";

const SIGN_IN = "<html><head><title>Azure DevOps Services | Sign In</title></head></html>";
const NO_MEMBER = {
  status: 401,
  body: JSON.stringify({
    message:
      "TF400813: The user '07336777-83dc-4046-a73e-677d4bb02754' is not authorized to access this resource.",
  }),
};

/** Answers of dataplane.md section 20. An organization that was not named is asked for by a random name. */
test.each([
  [ORGANIZATION, { status: 200 }, "allowed inferred -", 0],
  [OLDER, { status: 200 }, "allowed inferred -", 0],
  // A page to sign in at, of which 203 is no success.
  [ORGANIZATION, { status: 203, body: SIGN_IN }, "token-rejected inferred token-not-accepted", 3],
  [SHARED, { status: 203, body: SIGN_IN }, "token-rejected inferred token-not-accepted", 3],
  [ORGANIZATION, { status: 302 }, "token-rejected inferred token-not-accepted", 3],
  [SHARED, { status: 302 }, "token-rejected inferred token-not-accepted", 3],
  [ORGANIZATION, NO_MEMBER, "denied-rbac inferred role-missing", 3],
  [OLDER, NO_MEMBER, "denied-rbac inferred role-missing", 3],
  [SHARED, NO_MEMBER, "inconclusive inferred name-the-part", 4],
  [ORGANIZATION, { status: 401 }, "token-rejected inferred token-not-accepted", 3],
  [ORGANIZATION, { status: 404 }, "not-found inferred part-not-found", 4],
  [SHARED, { status: 404 }, "inconclusive inferred answer-unclear", 4],
  [ORGANIZATION, { status: 204 }, "inconclusive inferred answer-unclear", 4],
] as const)("%s: %j is %s, exit %i", (url, answer, said, exitCode) => {
  expect(briefly(url, "read", answer)).toBe(said);
  expect(saidOf(url, "read", answer).exitCode).toBe(exitCode);
});

test("an organization that was not named, and is not found, may be named", () => {
  const asked = (url: string) => JSON.stringify(saidOf(url, "read", { status: 404 }).finding);
  expect(asked(SHARED)).toContain("https://dev.azure.com/<organization>");
  expect(asked(ORGANIZATION)).not.toContain("<organization>");
});
