import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence, StageResult } from "../../src/model/report.ts";
import { blobTarget, evidence, links, token } from "./evidence.ts";

const SYSTEM = "managed-identity-system";
const finishedAt = evidence().finishedAt;
const after = (minutes: number) => new Date(Date.parse(finishedAt) + minutes * 60_000).toISOString();

const works = (special: Partial<Evidence>) => judge(evidence(special)).works?.map(({ what }) => what);

const withToken = (minutes: number | undefined) =>
  links(
    { [SYSTEM]: "succeeded" },
    {
      [SYSTEM]: {
        tokens: [{ ...token({ oid: "o" }), ...(minutes === undefined ? {} : { expiresAt: after(minutes) }) }],
      },
    },
  );

const stage = (name: StageResult["stage"], outcome: StageResult["outcome"]): StageResult => ({
  stage: name,
  outcome,
  detail: "",
  durationMs: 1,
});
const REACHED = [stage("dns", "ok"), stage("tcp", "ok"), stage("tls", "ok")];
const DENIED = { status: 403, code: "AuthorizationPermissionMismatch" };

test("nothing is said of what was not seen", () => {
  expect(works({})).toEqual([]);
});

describe("the winner's token", () => {
  test.each([
    [59, ["The app's identity gets a token, valid for another 59 minutes"]],
    [23 * 60 + 59, ["The app's identity gets a token, valid for another 23 hours"]],
    [-5, []],
    [undefined, []],
  ])("%s minutes before its end", (minutes, expected) => {
    expect(works({ links: withToken(minutes) })).toEqual(expected);
  });

  test("not that of a link that does not win", () => {
    const invocation = evidence().invocation;
    const options = { ...invocation.options, exclude: [SYSTEM] as const };
    expect(
      works({
        links: withToken(59),
        invocation: { ...invocation, options: { ...options, exclude: [...options.exclude] } },
      }),
    ).toEqual(["The app's identity gets a token, valid for another 59 minutes"].slice(1));
  });
});

describe("the way to a target", () => {
  test("is open when name, connection and TLS are in order", () => {
    const target = { ...blobTarget({ status: 404, code: "BlobNotFound" }), stages: REACHED };
    expect(works({ links: withToken(undefined), targets: [target] })).toEqual([
      "The way to acct.blob.core.windows.net is open (name, connection, TLS)",
      "acct accepts the token",
    ]);
  });

  test.each<[string, StageResult[]]>([
    ["one of them failed", [stage("dns", "ok"), stage("tcp", "failed"), stage("tls", "skipped")]],
    ["nothing was tried", []],
  ])("is not said to be open when %s", (_, stages) => {
    const target = { ...blobTarget({ status: 404, code: "BlobNotFound" }), access: [], stages };
    expect(works({ targets: [target] })).toEqual([]);
  });

  test("a network rule behind an open way is told with it", () => {
    const target = { ...blobTarget({ status: 403, code: "AuthorizationFailure" }), stages: REACHED };
    expect(works({ links: withToken(undefined), targets: [target] })).toEqual([
      "The way to acct.blob.core.windows.net is open (name, connection, TLS); it is the resource that refuses this network",
    ]);
  });
});

test("a refusal for want of a role shows that the token is accepted", () => {
  expect(works({ links: withToken(undefined), targets: [blobTarget(DENIED)] })).toEqual([
    "acct accepts the token; what it refuses is the permission",
  ]);
});

test.each([
  [401, "InvalidAuthenticationInfo"],
  [503, "ServerBusy"],
])("%s shows nothing of the token", (status, code) => {
  expect(works({ links: withToken(undefined), targets: [blobTarget({ status, code })] })).toEqual([]);
});

test("Entra's refusal shows that the way to it is open", () => {
  const exchange = {
    method: "POST",
    url: "https://login.microsoftonline.com/t/oauth2/v2.0/token",
    startedAt: finishedAt,
    durationMs: 5,
    requestHeaders: {},
    responseHeaders: {},
  };
  const failed = (answer: object, error: object) =>
    links(
      { environment: "failed" },
      {
        environment: {
          exchanges: [{ ...exchange, ...answer }],
          error: { name: "AuthenticationError", text: "", ...error },
        },
      },
    );
  expect(works({ links: failed({ status: 401 }, { entra: [{ code: 7000215 }] }) })).toEqual([
    "The way to Entra's login host login.microsoftonline.com is open: it answers",
  ]);
  // A proxy's page.
  expect(works({ links: failed({ status: 407 }, {}) })).toEqual([]);
  expect(works({ links: failed({ failure: { code: "ECONNREFUSED", stage: "tcp" } }, {}) })).toEqual([]);
});

test("the metadata endpoint, and the clock", () => {
  const { host } = evidence();
  const metadata = { state: "answers" as const, detail: "", exchanges: [] };
  expect(works({ host: { ...host, metadata, clock: { skewSeconds: 2, source: "a.example" } } })).toEqual([
    "The managed identity's endpoint answers: metadata service of the machine",
    "This machine's clock agrees with that of a.example",
  ]);
  expect(
    works({
      host: {
        ...host,
        metadata: { ...metadata, state: "stranger" },
        clock: { skewSeconds: 100, source: "a" },
      },
    }),
  ).toEqual([]);
});
