import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { TokenEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links, SCOPE } from "./evidence.ts";

const TOKEN: TokenEvidence = {
  ...{ scope: SCOPE, outcome: "succeeded", claims: { oid: "x" } },
  audience: "https://storage.azure.com",
  tenantId: "095065b7-7caf-4300-b44e-96850fe8f9b2",
  issuedAt: "2026-11-01T07:00:00.000Z",
  expiresAt: "2026-11-02T07:00:00.000Z",
};

function said(token: TokenEvidence) {
  const report = judge(
    evidence({
      links: links(
        { "managed-identity-system": "succeeded" },
        { "managed-identity-system": { tokens: [token] } },
      ),
      targets: [blobTarget({ status: 401, code: "InvalidAuthenticationInfo" })],
    }),
  );
  const [finding] = report.findings;
  expect(finding?.slug).toBe("token-not-accepted");
  return finding!;
}

test("what the token says of itself is told where the service tells nothing", () => {
  const { cause, fixes } = said(TOKEN);
  for (const fact of [TOKEN.audience, TOKEN.tenantId, "2026-11-01 07:00:00 UTC", "2026-11-02 07:00:00 UTC"])
    expect(cause).toContain(fact);
  expect(cause).toMatch(/It was valid when it was sent/);
  expect(fixes[0]?.commands[0]).toMatch(/^az account show .*tenantId/);
});

test("a token that had run out is said to have", () => {
  const { cause, fixes } = said({ ...TOKEN, expiresAt: "2026-11-01T08:00:00.000Z" });
  expect(cause).toMatch(/It had run out when it was sent\.$/);
  expect(fixes).toEqual([]);
});

test("nothing is made up of a token that tells nothing", () => {
  const { cause } = said({ scope: SCOPE, outcome: "succeeded", claims: {} });
  expect(cause).toMatch(/without telling why: 401 InvalidAuthenticationInfo\.$/);
});
