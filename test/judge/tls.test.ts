import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Certificate, Exchange, Finding } from "../../src/model/report.ts";
import { blobTarget, evidence, links, variable } from "./evidence.ts";

const GATEWAY: Certificate = {
  subject: "login.microsoftonline.com",
  issuer: "Contoso Web Gateway",
  issuerOrganization: "Contoso",
  thumbprint: "AB".repeat(20),
};
const AZURE: Certificate = {
  ...GATEWAY,
  issuer: "Microsoft Azure RSA TLS Issuing CA 07",
  issuerOrganization: "Microsoft Corporation",
};
const UNTRUSTED = { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", stage: "tls" } as const;

function asked(url: string, special: Partial<Exchange>): Exchange {
  const head = { method: "POST", startedAt: "2026-11-01T08:00:00.000Z", durationMs: 1 };
  return { ...head, url, requestHeaders: {}, responseHeaders: {}, ...special };
}

/** What is found when the environment link's request to Entra went like this. */
function atLogin(special: Partial<Exchange>, more: Parameters<typeof evidence>[0] = {}): Finding[] {
  const exchange = asked("https://login.microsoftonline.com/t/oauth2/v2.0/token", special);
  const outcome = exchange.status === 200 ? "succeeded" : "unavailable";
  return judge(
    evidence({ links: links({ environment: outcome }, { environment: { exchanges: [exchange] } }), ...more }),
  ).findings;
}

function slugs(findings: readonly Finding[]): string[] {
  return findings.map(({ slug }) => slug);
}

describe("the login host's certificate", () => {
  test("of a stranger's authority, not trusted: the issuer is named, where it stands is told", () => {
    expect(atLogin({ certificate: GATEWAY, failure: UNTRUSTED })).toMatchObject([
      {
        slug: "tls-intercepted",
        level: "error",
        cause: expect.stringContaining("issued by Contoso Web Gateway"),
        evidence: ["/links/0/exchanges/0"],
      },
    ]);
  });

  test("of Azure's own authority, or refused for another reason, is no interception", () => {
    expect(slugs(atLogin({ certificate: AZURE, failure: UNTRUSTED }))).toEqual(["login-unreachable"]);
    const expired = { code: "CERT_HAS_EXPIRED", stage: "tls" } as const;
    expect(slugs(atLogin({ certificate: GATEWAY, failure: expired }))).toEqual(["login-unreachable"]);
    expect(slugs(atLogin({ failure: { code: "ECONNRESET", stage: "tls" } }))).toEqual(["login-unreachable"]);
  });

  test("of a stranger's authority, trusted: for information, with what made Node trust it", () => {
    const told = (names: readonly string[]) =>
      atLogin(
        { certificate: GATEWAY, status: 200 },
        { environment: names.map((name) => variable(name, "/ca.pem")) },
      ).map(({ slug, level, cause }) => [slug, level, cause.includes("NODE_EXTRA_CA_CERTS")]);
    expect(told(["NODE_EXTRA_CA_CERTS"])).toEqual([["tls-inspected", "info", true]]);
    expect(told([])).toEqual([["tls-inspected", "info", false]]);
    expect(slugs(atLogin({ certificate: AZURE, status: 200 }))).toEqual([]);
  });
});

test("a target behind the proxy: one finding, though stage, challenge and probe all failed", () => {
  const target = blobTarget({ status: 404 });
  const exchange = asked(target.url, { certificate: GATEWAY, failure: UNTRUSTED });
  const stage = { stage: "challenge", outcome: "failed", detail: "", durationMs: 1 } as const;
  const [row] = target.access;
  const { findings } = judge(
    evidence({
      links: links({ "managed-identity-system": "succeeded" }),
      targets: [
        {
          ...target,
          stages: [{ ...stage, code: UNTRUSTED.code, certificate: GATEWAY }],
          challengeExchange: exchange,
          access: [{ ...row!, status: undefined, exchange }],
        },
      ],
    }),
  );
  expect(findings).toMatchObject([
    {
      slug: "tls-intercepted",
      level: "error",
      evidence: ["/targets/0/stages/0", "/targets/0/challengeExchange", "/targets/0/access/0"],
    },
  ]);
});

describe("Service Fabric's certificate", () => {
  const exchange = asked("https://10.0.0.4:2377/x", { certificate: GATEWAY, failure: UNTRUSTED });
  const found = (thumbprint: string) =>
    judge(
      evidence({
        links: links(
          { "managed-identity-system": "unavailable" },
          { "managed-identity-system": { source: "ServiceFabric", exchanges: [exchange] } },
        ),
        environment: [variable("IDENTITY_SERVER_THUMBPRINT", thumbprint)],
      }),
    ).findings.filter(({ slug }) => slug.startsWith("fabric") || slug.startsWith("tls"));

  test("that is the named one is JavaScript's problem, another one is somebody else's", () => {
    expect(found("ab".repeat(20))[0]?.fixes[0]?.commands.join("\n")).toContain("NODE_EXTRA_CA_CERTS");
    expect(found("CD".repeat(20))[0]?.cause).toContain("something else answers there");
    expect(slugs(found("CD".repeat(20)))).toEqual(["fabric-certificate-untrusted"]);
  });
});
