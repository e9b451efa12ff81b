import { expect, test } from "vitest";
import { briefly, saidOf } from "../../support/service-answers.ts";

const WORKSPACE = "https://adb-1234567890123456.7.azuredatabricks.net";

const error = (status: number, message: string) => ({
  status,
  body: JSON.stringify({ error_code: status, message }),
});

/** Answers of dataplane.md section 20. */
test.each([
  [{ status: 200 }, "allowed inferred -", 0],
  [
    error(
      403,
      "Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 1234567890123456",
    ),
    "denied-network inferred network-rule-refuses",
    3,
  ],
  [
    error(403, "Unauthorized network access to workspace: by IP access list"),
    "denied-network inferred network-rule-refuses",
    3,
  ],
  [error(403, "This API is disabled for the caller."), "denied-rbac inferred role-missing", 3],
  // Of a stranger and of a token that is not taken.
  [{ status: 401 }, "inconclusive inferred answer-unclear", 4],
  [
    error(401, "Credential was not sent or was of an unsupported type."),
    "inconclusive inferred answer-unclear",
    4,
  ],
  [{ status: 404 }, "inconclusive inferred answer-unclear", 4],
] as const)("%j is %s, exit %i", (answer, said, exitCode) => {
  expect(briefly(WORKSPACE, "read", answer)).toBe(said);
  expect(saidOf(WORKSPACE, "read", answer).exitCode).toBe(exitCode);
});
