import { describe, expect, test } from "vitest";
import { METADATA_PATTERNS } from "../../src/catalogue/metadata-errors.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Finding, Host, LinkEvidence } from "../../src/model/report.ts";
import type { Outcome } from "../../src/model/words.ts";
import { evidence, links } from "./evidence.ts";

const LINK = "managed-identity-system";

function answer(status: number, body: unknown): LinkEvidence["exchanges"] {
  return [
    {
      method: "GET",
      url: "http://169.254.169.254/metadata/identity/oauth2/token",
      startedAt: "2026-11-01T08:00:00.000Z",
      status,
      durationMs: 5,
      requestHeaders: {},
      responseHeaders: {},
      errorBody: JSON.stringify(body),
    },
  ];
}

/** What is found where the endpoint of a source keeps answering so; `retries` while the SDK still asks. */
function told(source: string, status: number, text: string, retries: boolean, code?: string): Finding[] {
  const scope = "https://orders.contoso.example/.default";
  const outcome: Outcome = retries ? "timed-out" : "failed";
  const error = { name: "E", text, status, description: text, ...(code === undefined ? {} : { code }) };
  const link = {
    source,
    exchanges: answer(status, { error: code ?? "e", error_description: text }),
    ...(retries ? {} : { error }),
    tokens: [{ scope, outcome, claims: {} }],
  } satisfies Partial<LinkEvidence>;
  return judge(evidence({ links: links({ [LINK]: outcome }, { [LINK]: link }) })).findings;
}

describe("an answer that lasts", () => {
  test.each([
    ["Imds", 404, "metadata-updating"],
    ["Imds", 410, "metadata-updating"],
    ["AppService", 410, "metadata-updating"],
    ["Imds", 429, "identity-endpoint-throttles"],
    ["AppService", 429, "identity-endpoint-throttles"],
    ["Imds", 500, "identity-endpoint-broken"],
    ["AzureArc", 500, "identity-endpoint-broken"],
    ["AppService", 502, "identity-endpoint-broken"],
    ["AppService", 404, "identity-endpoint-not-found"],
    ["MachineLearning", 404, "identity-endpoint-not-found"],
    ["AzureArc", 404, "identity-endpoint-not-found"],
    ["Imds", 401, "identity-not-set-up"],
    ["AzureArc", 403, "arc-key-refused"],
    ["AppService", 401, "endpoint-secret-refused"],
  ])("%s, %i: %s", (source, status, slug) => {
    const [failed] = told(source, status, "The endpoint's words.", false);
    expect(failed).toMatchObject({ slug, level: "error" });
    expect(failed?.cause).toContain("The endpoint's words.");
    expect(failed?.fixes).not.toEqual([]);
    const [retrying] = told(source, status, "The endpoint's words.", true);
    expect(retrying?.slug).toBe(slug);
  });

  test("is what counts, whether the deadline came between two requests or during one", () => {
    const refused = answer(500, { error: "e", error_description: "The endpoint's words." });
    const underWay: LinkEvidence["exchanges"] = [
      {
        method: "GET",
        url: "http://169.254.169.254/metadata/identity/oauth2/token",
        startedAt: "2026-11-01T08:00:02.000Z",
        durationMs: 5,
        requestHeaders: {},
        responseHeaders: {},
        failure: { code: "DEADLINE", stage: "response" },
      },
    ];
    const found = (exchanges: LinkEvidence["exchanges"]) =>
      judge(
        evidence({ links: links({ [LINK]: "timed-out" }, { [LINK]: { source: "AppService", exchanges } }) }),
      ).findings;
    expect(found(refused)[0]?.slug).toBe("identity-endpoint-broken");
    expect(found([...refused, ...underWay])).toEqual(found(refused));
    expect(found(underWay)).not.toContainEqual(found(refused)[0]);
  });

  test("not where it was reached in the end", () => {
    const exchanges = [...answer(410, { error: "gone" }), ...answer(410, { error: "gone" })];
    const { findings } = judge(
      evidence({ links: links({ [LINK]: "succeeded" }, { [LINK]: { exchanges } }) }),
    );
    expect(findings.map(({ slug }) => slug)).toEqual(["metadata-was-updating"]);
  });

  test("a gateway's fault is not the identity's", () => {
    expect(told("Imds", 504, "", false)[0]?.cause).toContain("gateways and proxies");
    expect(told("Imds", 500, "", false)[0]?.cause).toContain("the identity is broken");
  });
});

describe("Entra's answer about the resource, passed on", () => {
  test.each([
    ["Imds", 400, "AADSTS500011: The resource principal named x was not found.", "invalid_resource"],
    ["AppService", 500, "AADSTS500011: The resource principal named x was not found.", undefined],
    ["AzureArc", 400, "AADSTS50001: The resource is disabled.", "invalid_resource"],
  ])("%s, %i: %s", (source, status, text, code) => {
    for (const retries of [false, true]) {
      const findings = told(source, status, text, retries, code);
      expect(findings.map(({ slug }) => slug)).toEqual(["resource-not-known"]);
      expect(findings[0]?.cause).toMatch(
        /^Entra answered AADSTS5000?1?1?: .* A token was asked for https:\/\/orders\.contoso\.example, .*the identity is not the problem/,
      );
    }
  });

  test("another number is not taken for it", () => {
    const slugs = told("Imds", 400, "AADSTS500012: something else.", false).map(({ slug }) => slug);
    expect(slugs).toEqual(["metadata-refused-request"]);
  });
});

test("a page in place of an endpoint's answer is a stranger's", () => {
  const base = evidence();
  const metadata: Host["metadata"] = {
    source: "AppService",
    state: "answers",
    detail: "answered",
    exchanges: [],
  };
  const judged = (outcome: "unavailable" | "timed-out") => {
    const link = { source: "AppService", reason: "something else answered 200", exchanges: answer(200, {}) };
    return judge(
      evidence({
        host: { ...base.host, kind: "azure-vm", metadata },
        links: links({ [LINK]: outcome }, { [LINK]: link }),
      }),
    ).findings;
  };
  expect(judged("unavailable")).toMatchObject([
    { slug: "metadata-stranger", cause: expect.stringContaining("something else answered 200") },
  ]);
  expect(judged("timed-out")).toEqual([]);
});

test.each([
  ["identityNotFound", "Identity not found"],
  [
    "identityNotFound",
    "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
  ],
  ["identityNotFound", "No MSI found for specified ClientId/ResourceId."],
  [
    "severalIdentities",
    "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
  ],
  ["podIdentity", "no azure identity found for request clientID"],
  ["forwarded", "Request contains 'X-Forwarded-For' header"],
  ["onlyClientId", "Only client id is supported for user-assigned managed identity in MachineLearning."],
] as const)("%s: %s", (name, text) => {
  const fitting = Object.entries(METADATA_PATTERNS).filter(([, pattern]) => pattern.test(text));
  expect(fitting.map(([one]) => one)).toEqual([name]);
});

describe("a connection that was reset", () => {
  const [answered] = answer(200, {});
  const { status: _, ...unanswered } = answered!;
  const reset = { ...unanswered, failure: { code: "ECONNRESET", stage: "response" } } as const;
  const found = (exchanges: LinkEvidence["exchanges"]) =>
    judge(evidence({ links: links({ [LINK]: "succeeded" }, { [LINK]: { exchanges } }) })).findings;

  test("is told where the next request was answered", () => {
    expect(found([reset, answered!])).toMatchObject([
      {
        slug: "endpoint-reset-once",
        level: "info",
        cause: expect.stringContaining("169.254.169.254") as string,
      },
    ]);
  });

  test.each([
    ["at the end", [answered!, reset]],
    ["before another host", [reset, { ...answered!, url: "https://login.microsoftonline.com/" }]],
    ["as a silence", [{ ...reset, failure: { code: "DEADLINE", stage: "response" } } as const, answered!]],
  ])("not %s", (_where, exchanges) => {
    expect(found(exchanges)).toEqual([]);
  });
});

test.each([
  [undefined, "azure-vm", "credprobe --env-from app https://acct.blob.core.windows.net/c"],
  [
    "node dist/cli/main.js",
    "azure-vm",
    "node dist/cli/main.js --env-from app https://acct.blob.core.windows.net/c",
  ],
  [
    "node C:\\home\\credprobe.cjs",
    "app-service-windows",
    "node C:\\home\\credprobe.cjs --env-from app https://acct.blob.core.windows.net/c",
  ],
])("what is run again begins as this run did: %s", (program, kind, line) => {
  const base = evidence();
  const link = { source: "AppService", error: { name: "E", text: "x", status: 401 } };
  const { findings } = judge(
    evidence({
      host: { ...base.host, kind },
      invocation: {
        ...base.invocation,
        targets: ["https://acct.blob.core.windows.net/c"],
        ...(program === undefined ? {} : { program }),
      },
      links: links({ [LINK]: "failed" }, { [LINK]: link }),
    }),
  );
  const refused = findings.find(({ slug }) => slug === "endpoint-secret-refused");
  expect(refused?.fixes.flatMap(({ commands }) => commands)).toContain(line);
});
