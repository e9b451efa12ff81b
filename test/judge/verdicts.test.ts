import { describe, expect, test } from "vitest";
import type { AccessEvidence, Evidence, LinkEvidence, TargetEvidence } from "../../src/model/report.ts";
import { judge } from "../../src/judge/judge.ts";
import { isAnswered, verdictOf } from "../../src/judge/verdicts.ts";
import { blobTarget, evidence, links, SCOPE, token, variable } from "./evidence.ts";

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

describe("what comes before the table of the service", () => {
  const allowed = blobTarget({ status: 404, code: "BlobNotFound" });
  const refused = blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" });
  const said = (
    target: TargetEvidence,
    row: Partial<AccessEvidence> = {},
    environment: Evidence["environment"] = [],
    tokens?: LinkEvidence["tokens"],
  ) => {
    const { verdict, confidence } = verdictOf({ ...target.access[0]!, ...row }, target, environment, tokens);
    return `${verdict} ${confidence}`;
  };
  const stage = (name: "dns" | "tcp" | "tls" | "challenge", outcome: "ok" | "failed", code?: string) => ({
    ...{ stage: name, outcome, detail: "x", durationMs: 1 },
    ...(code === undefined ? {} : { code }),
  });
  const issued = (issuer: string, scope = SCOPE) => [{ ...token({}), issuer, scope }];

  test("a login host of another cloud, for the links that use it", () => {
    const china = [variable("AZURE_AUTHORITY_HOST", "https://login.chinacloudapi.cn/")];
    for (const link of ["environment", "workload-identity"] as const)
      expect(said(allowed, { link }, china)).toBe("wrong-cloud inferred");
    expect(said(allowed, { link: "managed-identity-system" }, china)).toBe("allowed observed");
    expect(said({ ...allowed, cloud: "china" }, { link: "environment" }, china)).toBe("allowed observed");
    expect(said({ ...allowed, cloud: "china" }, { link: "environment" })).toBe("wrong-cloud inferred");
    const another = [variable("SOMETHING", "https://login.chinacloudapi.cn/")];
    expect(said(allowed, { link: "environment" }, another)).toBe("allowed observed");
    const own = [variable("AZURE_AUTHORITY_HOST", "https://login.contoso.example/")];
    expect(said(allowed, { link: "environment" }, own)).toBe("allowed observed");
  });

  test("an issuer of another cloud, of the token for this target", () => {
    const china = "https://sts.chinacloudapi.cn/t/";
    expect(said(allowed, {}, [], issued(china))).toBe("wrong-cloud documented");
    expect(said(allowed, {}, [], issued(china, "https://vault.azure.net/.default"))).toBe("allowed observed");
    expect(said(allowed, {}, [], issued("https://sts.windows.net/t/"))).toBe("allowed observed");
    expect(said({ ...allowed, cloud: "usgov" }, {}, [], issued("https://sts.windows.net/t/"))).toBe(
      "allowed observed",
    );
    expect(said({ ...allowed, cloud: "china" }, {}, [], issued(china))).toBe("allowed observed");
    expect(said(allowed, {}, [], issued("no URL"))).toBe("allowed observed");
    expect(said(allowed, {}, [], issued("https://issuer.example/"))).toBe("allowed observed");
    expect(said(allowed, {}, [], [token({})])).toBe("allowed observed");
  });

  test("a name that nobody knows, when it was looked up and when the probe was sent", () => {
    const through = (...stages: TargetEvidence["stages"]) => ({ ...allowed, stages });
    expect(said(through(stage("dns", "failed", "ENOTFOUND")))).toBe("not-found-dns observed");
    expect(said(through(stage("dns", "failed", "EAI_AGAIN")))).toBe("allowed observed");
    expect(said(through(stage("dns", "failed")))).toBe("allowed observed");
    expect(said(through(stage("dns", "ok", "ENOTFOUND")))).toBe("allowed observed");
    expect(said(through(stage("tcp", "failed", "ENOTFOUND")))).toBe("allowed observed");
    const { status: _, ...exchange } = allowed.access[0]!.exchange!;
    const failed = (code: string) => {
      const { errorCode: __, status: ___, ...row } = allowed.access[0]!;
      const access = { ...row, exchange: { ...exchange, failure: { code, stage: "dns" as const } } };
      return said({ ...allowed, access: [access] });
    };
    expect(failed("ENOTFOUND")).toBe("not-found-dns observed");
    expect(failed("ECONNRESET")).toBe("unreachable observed");
  });

  test("nothing was sent: not tested, and unreachable where the way there was broken", () => {
    const nothing = { ...allowed, access: allowed.access.map(withoutAnswer) };
    for (const one of nothing.access) Reflect.deleteProperty(one, "errorCode");
    expect(said(nothing)).toBe("not-tested observed");
    expect(said({ ...nothing, stages: [stage("tcp", "ok")] })).toBe("not-tested observed");
    expect(said({ ...nothing, stages: [stage("challenge", "failed")] })).toBe("not-tested observed");
    expect(said({ ...nothing, stages: [stage("tcp", "ok"), stage("tls", "failed")] })).toBe(
      "unreachable observed",
    );
    expect(said({ ...nothing, stages: [stage("challenge", "failed"), stage("tls", "failed")] })).toBe(
      "unreachable observed",
    );
    // The probe itself came through: its answer counts.
    expect(said({ ...allowed, stages: [stage("tls", "failed")] })).toBe("allowed observed");
  });

  test("a refusal that a condition may explain is no refusal", () => {
    const role = { name: "Storage Blob Data Reader", id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1" };
    const arm = (condition?: string) => [
      {
        ...{ link: "managed-identity-system" as const, learntFrom: "arm" as const, questions: [] },
        ...{ denyAssignments: [], permissions: [] },
        roleAssignments: [
          {
            ...{ roleId: role.id, scope: "/", principalId: "p", principalType: "ServicePrincipal" },
            ...(condition === undefined ? {} : { condition }),
          },
        ],
      },
    ];
    const row = { roles: [role] };
    expect(said({ ...refused, arm: arm("@Resource[x] StringEquals 'a'") }, row)).toBe(
      "inconclusive observed",
    );
    expect(said({ ...refused, arm: arm() }, row)).toBe("denied-rbac observed");
    expect(said(refused, row)).toBe("denied-rbac inferred");
    expect(said({ ...allowed, arm: arm("@Resource[x] StringEquals 'a'") }, row)).toBe("allowed observed");
  });
});

describe("an answer", () => {
  const row = blobTarget({ status: 403, code: "x" }).access[0]!;
  const { status: _, ...exchange } = row.exchange!;
  const { errorCode: __, ...bare } = row;
  const failure = { code: "ECONNRESET", stage: "response" as const };

  test.each<[string, AccessEvidence, boolean]>([
    ["a status", { ...bare, exchange: { ...exchange, status: 200 } }, true],
    ["a code alone", { ...row, exchange }, true],
    ["a code without an exchange", withoutAnswer(row), true],
    ["what was seen", { ...bare, exchange, seen: ["x"] }, true],
    ["what was seen before it broke", { ...bare, exchange: { ...exchange, failure }, seen: ["x"] }, false],
    ["what was seen without an exchange", { ...withoutAnswer(bare), seen: ["x"] }, false],
    ["nothing", { ...bare, exchange }, false],
    ["no exchange", withoutAnswer(bare), false],
    ["a proxy's status", { ...row, exchange: { ...exchange, status: 403, via: "proxy:1" } }, false],
    ["a proxy's status, with a code", { ...bare, exchange: { ...exchange, status: 403, via: "p:1" } }, false],
  ])("is %s: %#", (_name, access, expected) => {
    expect(isAnswered(access)).toBe(expected);
  });
});
