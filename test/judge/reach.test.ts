import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { AccessEvidence, Report, TargetEvidence, TokenEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links, token } from "./evidence.ts";

const LINK = "managed-identity-system";
const ALIAS = "acct.privatelink.blob.core.windows.net";
const ALLOWED = { status: 404, code: "BlobNotFound" };
const FIREWALL = { status: 403, code: "AuthorizationFailure" };

function judged(target: TargetEvidence, special: Partial<TokenEvidence> = {}): Report {
  const found = { ...token({ oid: LINK }), scope: target.scope, ...special };
  return judge(
    evidence({ links: links({ [LINK]: "succeeded" }, { [LINK]: { tokens: [found] } }), targets: [target] }),
  );
}

function told({ findings }: Report): string[] {
  return findings.map(({ level, slug }) => `${level} ${slug}`);
}

describe("the route that aliases and addresses tell", () => {
  test.each([
    [["10.1.2.4"], [ALIAS], "private-endpoint"],
    [["fd00::5"], [ALIAS], "private-endpoint"],
    [["20.60.0.1"], [ALIAS, "blob.ams.store.core.windows.net"], "public-beside-private-endpoint"],
    [["2603:1020::1"], [ALIAS], "public-beside-private-endpoint"],
    [["10.1.2.4", "20.60.0.1"], [ALIAS], "public-beside-private-endpoint"],
    [["20.60.0.1"], ["blob.ams.store.core.windows.net"], "public"],
    [["20.60.0.1"], [], "public"],
    [["20.60.0.1"], undefined, "public"],
    [["10.1.2.4"], undefined, "private-address"],
    [["127.0.0.1"], [], "private-address"],
    // Everybody's alias for a whole service; and a name that only looks like one.
    [["20.60.0.1"], ["api.privatelink.monitor.azure.com"], "public"],
    [["20.60.0.1"], ["acctprivatelink.blob.core.windows.net"], "public"],
    [[], [ALIAS], undefined],
    [undefined, [ALIAS], undefined],
  ])("%j by %j: %s", (addresses, aliases, route) => {
    const target = {
      ...blobTarget(ALLOWED),
      ...(addresses === undefined ? {} : { addresses }),
      ...(aliases === undefined ? {} : { aliases }),
    };
    expect(judged(target).targets[0]?.route).toBe(route);
  });
});

describe("a private endpoint that DNS leads past", () => {
  const bypassed = { addresses: ["20.60.0.1"], aliases: [ALIAS] };

  test("is the cause where the network refuses: who opens the firewall opens the way past it", () => {
    expect(told(judged({ ...blobTarget(FIREWALL), ...bypassed }))).toEqual([
      "error private-endpoint-bypassed",
    ]);
  });

  test("is worth knowing where the identity is allowed", () => {
    expect(told(judged({ ...blobTarget(ALLOWED), ...bypassed }))).toEqual(["info private-endpoint-bypassed"]);
  });

  test("is none where the endpoint is used, whatever the network says", () => {
    const used = { addresses: ["10.1.2.4"], aliases: [ALIAS] };
    expect(told(judged({ ...blobTarget(FIREWALL), ...used }))).toEqual(["error network-rule-refuses"]);
  });

  test("names the zone to link", () => {
    const { findings } = judged({ ...blobTarget(FIREWALL), ...bypassed });
    const commands = findings[0]?.fixes.flatMap((fix) => fix.commands).join();
    expect(commands).toContain("--zone-name privatelink.blob.core.windows.net ");
  });
});

function withoutAnswer(row: AccessEvidence): AccessEvidence {
  const { exchange: _exchange, status: _status, ...rest } = row;
  return rest;
}

function unreached(stage: "dns" | "tcp", code: string): TargetEvidence {
  const { access, ...target } = blobTarget({ status: 0 });
  const rows = access.map((row) => ({ ...withoutAnswer(row), notSent: "not reached" }));
  const stages = [{ stage, outcome: "failed" as const, detail: code, code, durationMs: 1 }];
  return { ...target, stages, access: rows };
}

test("a name that is an alias of a private endpoint lacks its record; any other may be anything", () => {
  const causes = [[ALIAS], []].map(
    (aliases) => judged({ ...unreached("dns", "ENOTFOUND"), aliases }).findings[0]?.cause,
  );
  expect(causes[0]).toContain("private DNS zone privatelink.blob.core.windows.net that has no record");
  expect(causes[1]).toContain("a typo, a deleted resource");
});

test("a private endpoint that does not answer is a matter of the network between", () => {
  const target = { ...unreached("tcp", "ETIMEDOUT"), addresses: ["10.1.2.4"], aliases: [ALIAS] };
  expect(judged(target).findings[0]?.cause).toContain("leads to a private endpoint (10.1.2.4)");
  const open = { ...target, aliases: [], addresses: ["20.60.0.1"] };
  expect(judged(open).findings[0]?.cause).toBe(
    "acct: tcp: ETIMEDOUT. Nothing can be said about permissions.",
  );
});

describe("the tenant that a resource asks for", () => {
  const [OWN, OTHER] = ["095065B7-7caf-4300-b44e-96850fe8f9b2", "7b1e5a0c-3f0e-4a7e-9a52-0f6a0f5d3c11"];
  const asked = (answer: Parameters<typeof blobTarget>[0], tenant: string) =>
    told(judged({ ...blobTarget(answer), tenantFromChallenge: tenant }, { tenantId: OWN.toLowerCase() }));
  const REJECTED = { status: 401, code: "InvalidAuthenticationInfo" };

  test("is told where the answer leaves it open", () => {
    // A rejected token of another tenant than the one asked for: that is why.
    expect(asked(REJECTED, OTHER)).toEqual(["error resource-in-other-tenant"]);
    // Certain, where throttling passes: it leads.
    expect(asked({ status: 503, code: "ServerBusy" }, OTHER)).toEqual([
      "error challenge-names-other-tenant",
      "warning target-throttles",
    ]);
  });

  test("is not told where it is the token's, written in any case", () => {
    expect(asked(REJECTED, OWN)).toEqual(["error token-not-accepted"]);
  });

  test("is not told again where the answer says it, nor where the token was accepted", () => {
    const issuer = { ...REJECTED, body: "Issuer validation failed. Issuer did not match." };
    expect(asked(issuer, OTHER)).toEqual(["error resource-in-other-tenant"]);
    expect(asked(ALLOWED, OTHER)).toEqual([]);
    expect(asked({ status: 403, code: "AuthorizationPermissionMismatch" }, OTHER)).toEqual([
      "error role-missing",
    ]);
  });

  test("is not compared with a token that does not tell its own", () => {
    const target = { ...blobTarget(REJECTED), tenantFromChallenge: OTHER };
    expect(told(judged(target))).toEqual(["error token-not-accepted"]);
  });
});

describe("a login that was not tested", () => {
  const ROW: AccessEvidence = {
    link: LINK,
    level: "read",
    action: "SELECT",
    testedScope: { kind: "database", name: "orders", named: true },
    roles: [],
    notSent: "signing in needs the service's own driver",
  };
  const target: TargetEvidence = {
    url: "postgresql://pg.postgres.database.azure.com/orders",
    service: "postgresql",
    resource: "pg",
    cloud: "public",
    scope: "https://ossrdbms-aad.database.windows.net/.default",
    stages: [],
    access: [ROW, { ...ROW, level: "write", action: "INSERT, UPDATE" }],
  };
  const commands = (claims: TokenEvidence["claims"]) =>
    judged(target, { claims })
      .findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.commands))
      .join("\n");
  const SITE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/shop";

  test("is told once for each target, and leaves the question open", () => {
    const report = judged(target);
    expect(told(report)).toEqual(["warning login-not-tested"]);
    expect(report.targets[0]?.access.map(({ verdict }) => verdict)).toEqual(["not-tested", "not-tested"]);
    expect(report.verdict.exitCode).toBe(4);
  });

  test("names the identity as the database knows it: a machine, a user-assigned identity, a slot", () => {
    const identity = (xms_mirid: string) => commands({ oid: "the-oid", xms_mirid });
    expect(identity(SITE)).toContain("user=shop ");
    expect(identity(SITE)).toContain("pgaadauth_create_principal_with_oid('shop', 'the-oid', 'service'");
    expect(identity(`${SITE}/slots/blue`)).toContain("user=shop/slots/blue ");
    const assigned =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    expect(identity(assigned)).toContain("user=id ");
  });

  test("leaves a placeholder where the token does not tell a name", () => {
    expect(commands({ oid: "the-oid", appidacr: "1" })).toContain("user=<display-name-of-the-app> ");
    const user = commands({ oid: "the-oid", scp: "user_impersonation" });
    expect(user).toContain("user=<user-principal-name> ");
    expect(user).toContain("'the-oid', 'user', false");
  });

  test("puts no name into a command that could end a quotation", () => {
    const hostile = `${SITE.replace("shop", "")}a'b"c\`d$(e) f`;
    const text = commands({ oid: "the-oid", xms_mirid: hostile });
    expect(text).toContain(String.raw`user='a\\'b\"c\`d\$(e) f' `);
    expect(text).toContain(String.raw`with_oid('a''b\"c\`d\$(e) f', 'the-oid'`);
  });
});

describe("IPv6 that leads nowhere", () => {
  const exchange = (more: object) => ({
    method: "POST",
    url: "https://login.microsoftonline.com/t/oauth2/v2.0/token",
    startedAt: "2026-11-01T08:00:00.000Z",
    status: 200,
    durationMs: 300,
    requestHeaders: {},
    responseHeaders: {},
    ...more,
  });
  const slugsWith = (more: object) =>
    judge(
      evidence({
        links: links({ environment: "succeeded" }, { environment: { exchanges: [exchange(more)] } }),
      }),
    ).findings.map(({ slug }) => slug);
  const silent = { address: "2001:db8::10", code: "ETIMEDOUT" };

  test("is told where IPv4 answered in its place", () => {
    expect(slugsWith({ passedAddresses: [silent] })).toContain("dual-stack-stalls");
  });

  test.each([
    ["an IPv4 address was silent", { passedAddresses: [{ ...silent, address: "203.0.113.10" }] }],
    ["it refuses at once", { passedAddresses: [{ ...silent, code: "ENETUNREACH" }] }],
    [
      "nothing answered",
      { passedAddresses: [silent], status: undefined, failure: { code: "DEADLINE", stage: "tcp" } },
    ],
  ])("not where %s", (_what, more) => {
    expect(slugsWith(more)).not.toContain("dual-stack-stalls");
  });
});
