import { expect, test } from "vitest";
import type { AccessEvidence } from "../../src/model/report.ts";
import { judge } from "../../src/judge/judge.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

/** Answers of dataplane.md section 4, and the exit code they lead to. */
const ANSWERS = [
  { status: 404, code: "BlobNotFound", verdict: "allowed", confidence: "observed", exitCode: 0 },
  { status: 404, code: "ContainerNotFound", verdict: "not-found", confidence: "documented", exitCode: 4 },
  {
    status: 404,
    code: "ContainerNotFound",
    named: false,
    verdict: "allowed",
    confidence: "inferred",
    exitCode: 0,
  },
  { status: 404, code: "ResourceNotFound", verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    verdict: "denied-rbac",
    // A role under a condition would be refused alike.
    confidence: "inferred",
    exitCode: 3,
  },
  {
    status: 403,
    code: "AuthorizationPermissionMismatch",
    named: false,
    verdict: "inconclusive",
    confidence: "observed",
    exitCode: 4,
  },
  {
    status: 403,
    code: "AuthorizationFailure",
    verdict: "denied-network",
    confidence: "observed",
    exitCode: 3,
  },
  { status: 403, code: "AccountIsDisabled", verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: "Audience validation failed. Audience did not match.",
    verdict: "wrong-audience",
    confidence: "observed",
    exitCode: 3,
  },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: "Issuer validation failed. Issuer did not match.",
    verdict: "wrong-tenant",
    confidence: "inferred",
    exitCode: 3,
  },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    body: "Lifetime validation failed. The token is expired.",
    verdict: "token-expired",
    confidence: "inferred",
    exitCode: 3,
  },
  {
    status: 401,
    code: "InvalidAuthenticationInfo",
    verdict: "token-rejected",
    confidence: "documented",
    exitCode: 3,
  },
  { status: 503, code: "ServerBusy", verdict: "throttled", confidence: "documented", exitCode: 4 },
  { status: 307, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  { status: 200, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
] as const;

test.each(ANSWERS)(
  "$status $code -> $verdict, exit $exitCode",
  ({ verdict, confidence, exitCode, ...answer }) => {
    const report = judge(
      evidence({ links: links({ "managed-identity-system": "succeeded" }), targets: [blobTarget(answer)] }),
    );
    expect(report.targets[0]?.access[0]).toMatchObject({ verdict, confidence });
    expect(report.verdict.exitCode).toBe(exitCode);
  },
);

test("only the winner's rows count for the exit code", () => {
  const refused = blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" });
  const allowed = blobTarget({ status: 404, code: "BlobNotFound", link: "environment" });
  const target = { ...refused, access: [...refused.access, ...allowed.access] };
  const report = judge(
    evidence({
      links: links({ environment: "succeeded", "managed-identity-system": "succeeded" }),
      targets: [target],
    }),
  );
  expect(report.winner.link).toBe("environment");
  expect(report.verdict.exitCode).toBe(0);
});

test("a name that does not resolve is told apart from a target that cannot be reached", () => {
  const failed = (stage: "dns" | "tcp", code: string) => {
    const { access, ...target } = blobTarget({ status: 0 });
    const rows = access.map((row) => ({ ...withoutAnswer(row), notSent: "not reached" }));
    const stages = [{ stage, outcome: "failed" as const, detail: code, code, durationMs: 1 }];
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [{ ...target, stages, access: rows }],
      }),
    );
    return [report.targets[0]?.access[0]?.verdict, report.findings[0]?.slug, report.verdict.exitCode];
  };
  expect(failed("dns", "ENOTFOUND")).toEqual(["not-found-dns", "name-does-not-resolve", 4]);
  expect(failed("tcp", "ECONNREFUSED")).toEqual(["unreachable", "target-unreachable", 4]);
});

function withoutAnswer(row: AccessEvidence): AccessEvidence {
  const { exchange: _exchange, status: _status, ...rest } = row;
  return rest;
}

test("what a proxy answers before any TLS is not the target's answer", () => {
  const target = blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" });
  const [row] = target.access;
  const certificate = { subject: "x", issuer: "x", thumbprint: "AB" };
  const judged = (special: Partial<NonNullable<AccessEvidence["exchange"]>>) => {
    const access = [{ ...row!, exchange: { ...row!.exchange!, ...special } }];
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [{ ...target, access }],
      }),
    );
    return [report.targets[0]?.access[0]?.verdict, report.findings[0]?.slug, report.findings[0]?.cause];
  };
  const via = "proxy.contoso.example:3128";
  expect(judged({ via })).toEqual([
    "unreachable",
    "target-unreachable",
    expect.stringContaining(`the proxy ${via} answered 403 in its place`),
  ]);
  expect(judged({ via, certificate })[0]).toBe("denied-rbac");
  expect(judged({})[0]).toBe("denied-rbac");
});
