import { describe, expect, test } from "vitest";
import { disclosuresOf } from "../../../src/catalogue/disclosures.ts";
import { matchTarget, mayReceiveToken } from "../../../src/catalogue/match-target.ts";
import { mayLackRole } from "../../../src/catalogue/row-of-answer.ts";
import { azureSql } from "../../../src/catalogue/services/azure-sql.ts";
import { probesOf } from "../../../src/collect/probes-of.ts";
import { judge } from "../../../src/judge/judge.ts";
import type { AccessEvidence, TargetEvidence, TokenEvidence } from "../../../src/model/report.ts";
import { evidence, links, token } from "../../judge/evidence.ts";

const LINK = "managed-identity-system";
const SITE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/shop/slots/blue";

/** What a server said: the numbers and messages of its errors, or what it acknowledged. */
interface Said {
  readonly errors?: readonly (readonly [number, string])[];
  readonly seen?: string;
  readonly to?: string;
}

function reportOf(
  { errors = [], seen, to }: Said,
  url = "sqlserver://contoso-sql.database.windows.net/orders",
) {
  const match = matchTarget(url);
  if (!("target" in match)) throw new Error(match.problem);
  const { target } = match;
  const { probe, testedScope } = probesOf(target, ["read"])[0]!;
  const [first] = errors;
  const row: AccessEvidence = {
    ...{ link: LINK, level: probe.level, action: probe.action, testedScope, roles: [] },
    exchange: {
      method: "TDS LOGIN7",
      url,
      startedAt: "2026-11-01T08:00:01.000Z",
      durationMs: 5,
      requestHeaders: {},
      responseHeaders: to === undefined ? {} : { "redirected-to": to },
      ...(first === undefined
        ? {}
        : { errorBody: errors.map(([number, text]) => `${number}, state 1: ${text}`).join("\n") }),
    },
    ...(first === undefined ? {} : { errorCode: `${first[0]}` }),
    ...(seen === undefined ? {} : { seen: [seen] }),
  };
  const { service, resource, cloud, scope } = target;
  const asked: TargetEvidence = {
    ...{ url: target.url, service: service.name, resource, cloud, scope },
    ...{ stages: [], access: [row] },
  };
  const claims: TokenEvidence["claims"] = { oid: "the-oid", appid: "the-appid", xms_mirid: SITE };
  const report = judge(
    evidence({
      links: links({ [LINK]: "succeeded" }, { [LINK]: { tokens: [{ ...token(claims), scope }] } }),
      targets: [asked],
    }),
  );
  return { report, row, asked };
}

function said(...args: Parameters<typeof reportOf>): string {
  const { report } = reportOf(...args);
  const [row] = report.targets[0]!.access;
  const found = report.findings.filter(({ slug }) => slug !== "only-user-assigned").map(({ slug }) => slug);
  return `${row?.verdict} ${row?.confidence} ${found.join(" ")} exit ${report.verdict.exitCode}`;
}

const PRINCIPAL = "Login failed for user '<token-identified principal>'.";
const one = (number: number, text: string): Said => ({ errors: [[number, text]] });

describe("what a server says to a login", () => {
  test.each<[string, Said, string]>([
    ["it is taken", { seen: "LOGINACK" }, "allowed documented rights-not-asked exit 0"],
    [
      "it is sent on",
      { seen: "ROUTING", to: "node.worker.database.windows.net:11003" },
      "inconclusive documented login-redirected exit 4",
    ],
    ["no user", one(18456, PRINCIPAL), "denied-rbac observed database-user-missing exit 3"],
    ["expired", one(18456, `${PRINCIPAL} Token is expired.`), "token-expired observed expiry-refused exit 3"],
    [
      "invalid",
      one(18456, `${PRINCIPAL} Incorrect or invalid token.`),
      "token-rejected observed token-not-accepted exit 3",
    ],
    [
      "not configured",
      one(18456, `${PRINCIPAL} The server is not currently configured to accept this token.`),
      "token-rejected observed token-not-accepted exit 3",
    ],
    [
      "anonymous",
      one(18456, String.raw`Login failed for user 'NT AUTHORITY\ANONYMOUS LOGON'.`),
      "token-rejected observed token-not-accepted exit 3",
    ],
    ["another login", one(18456, "Login failed for user ''."), "inconclusive inferred answer-unclear exit 4"],
    [
      "firewall",
      one(40615, "Cannot open server 'contoso-sql' requested by the login."),
      "denied-network documented network-rule-refuses exit 3",
    ],
    [
      "virtual network",
      one(40914, "Cannot open server 'contoso-sql' requested by the login."),
      "denied-network documented network-rule-refuses exit 3",
    ],
    [
      "no public access",
      one(47073, "Connection was denied because Deny Public Network Access is set to Yes."),
      "denied-network observed public-access-off exit 3",
    ],
    [
      "paused",
      one(40613, "Database 'orders' on server 'contoso-sql' is not currently available."),
      "inconclusive documented answer-unclear exit 4",
    ],
    [
      "busy",
      one(10928, "Resource ID : 1. The request limit for the database is 90 and has been reached."),
      "inconclusive documented answer-unclear exit 4",
    ],
    ["what nobody knows", one(99999, "Something else."), "inconclusive inferred answer-unclear exit 4"],
  ])("%s", (_, answer, expected) => {
    expect(said(answer)).toBe(expected);
  });

  test("the first error counts: that the login failed ends every other refusal, too", () => {
    const errors = [
      [4060, 'Cannot open database "orders" requested by the login. The login failed.'],
      [18456, PRINCIPAL],
    ] as const;
    expect(said({ errors })).toBe("inconclusive documented answer-unclear exit 4");
  });
});

describe("a target that names no database", () => {
  const SERVER = "sqlserver://contoso-sql.database.windows.net";

  test("is asked for master, which the report says", () => {
    expect(reportOf({ seen: "LOGINACK" }, SERVER).row.testedScope).toEqual({
      ...{ kind: "server", name: "master", named: false },
    });
  });

  test.each<[string, Said, string]>([
    ["let in", { seen: "LOGINACK" }, "inconclusive documented answer-unclear exit 4"],
    ["kept out", one(18456, PRINCIPAL), "inconclusive observed name-the-part exit 4"],
    [
      "the firewall is the same for all",
      one(40615, "Cannot open server."),
      "denied-network documented network-rule-refuses exit 3",
    ],
  ])("%s there", (_, answer, expected) => {
    expect(said(answer, SERVER)).toBe(expected);
  });

  test.each([{ seen: "LOGINACK" }, one(18456, PRINCIPAL)])(
    "says why that tells little, and what to name",
    (answer) => {
      const { report } = reportOf(answer, SERVER);
      const [finding] = report.findings;
      expect(finding?.cause).toContain(
        "the login was to master, where users of other databases do not count",
      );
      expect(finding?.fixes[0]?.commands.join()).toContain("contoso-sql.database.windows.net/<database>");
    },
  );
});

describe("the way to be let in", () => {
  const commandsOf = (answer: Said, url?: string) =>
    reportOf(answer, url)
      .report.findings.flatMap(({ fixes }) => fixes.flatMap(({ commands }) => commands))
      .join("\n");

  test("is a user of the database with the identity's name, never a role of Azure", () => {
    const commands = commandsOf(one(18456, PRINCIPAL));
    expect(commands).toContain(
      'sqlcmd -S contoso-sql.database.windows.net -d orders -G -Q "CREATE USER [shop/slots/blue] FROM EXTERNAL PROVIDER; ALTER ROLE db_datareader ADD MEMBER [shop/slots/blue]"',
    );
    expect(commands).not.toContain("az role");
    const { report, row, asked } = reportOf(one(18456, PRINCIPAL));
    const text = JSON.stringify(report.findings);
    expect(text).toContain("WITH OBJECT_ID = 'the-oid'");
    expect(text).toContain("client id the-appid");
    expect(mayLackRole(asked, row)).toBe(false);
  });

  test("is never a user in master", () => {
    const commands = commandsOf(one(18456, PRINCIPAL), "sqlserver://contoso-sql.database.windows.net/master");
    expect(commands).toContain("-d '<database>' -G");
    expect(commands).not.toContain("-d master");
  });

  test("is a rule for the address that the server names", () => {
    const sample = azureSql.disclosures![0]!.sample.replace(/^40615, state 1: /, "");
    expect(commandsOf(one(40615, sample))).toContain(
      "--start-ip-address 203.0.113.24 --end-ip-address 203.0.113.24",
    );
    const { row } = reportOf(one(40615, "Client with IP address '203.0.113.24; rm' is not allowed"));
    expect(disclosuresOf(row, azureSql)).toEqual({});
  });

  test("the node that clients are sent on to is named, and gets no token", () => {
    const to = "e1f2.tr1.westeurope1-a.worker.database.windows.net";
    const { report } = reportOf({ seen: "ROUTING", to: `${to}:11003` });
    expect(report.findings[0]?.cause).toContain(`${to}:11003`);
    for (const port of [1433, 11_003]) {
      const scope = "https://database.windows.net/.default";
      expect(mayReceiveToken({ protocol: "tds:", host: to, port }, scope)).toBe(false);
    }
  });
});
