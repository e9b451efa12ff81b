import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { renderText } from "../../src/report/text.ts";
import { ticketFacts } from "../../src/report/ticket-facts.ts";
import {
  APP_CLIENT_ID,
  buildAccess,
  buildLink,
  buildReport,
  CORRELATION_ID,
  TENANT,
  VM_ID,
} from "./fixture.ts";

const exchange = {
  method: "GET",
  url: "https://contosodata.blob.core.windows.net/invoices/azcredprobe-1?comp=x",
  startedAt: "2026-11-23T09:00:02.500Z",
  status: 403,
  durationMs: 9,
  requestHeaders: {},
  responseHeaders: { "x-ms-activity-id": "FAKE-activity", server: "Windows-Azure-Blob/1.0" },
};

function factsOf(changes: Partial<Report> = {}): Record<string, string> {
  const facts = ticketFacts(seal(buildReport(changes), []));
  return Object.fromEntries(facts.map(({ what, value }) => [what, value]));
}

function withAccess(...access: Report["targets"][number]["access"]): Report["targets"] {
  return buildReport().targets.map((target) => ({ ...target, access }));
}

describe("what support asks back", () => {
  test("a refused call: what was asked, what came, its ids, when (UTC)", () => {
    const targets = withAccess(
      buildAccess("environment", { exchange }),
      buildAccess("managed-identity-system"),
    );
    expect(factsOf({ targets })["read as environment"]).toBe(
      "GET https://contosodata.blob.core.windows.net/invoices, 403 AuthorizationPermissionMismatch, " +
        "request id 88888888-8888-4888-8888-888888888888, activity id FAKE-activity, " +
        "server Windows-Azure-Blob/1.0, at 2026-11-23 09:00:02 UTC",
    );
  });

  test("an allowed call is no concern of support", () => {
    const targets = withAccess(buildAccess("environment", { exchange, verdict: "allowed" }));
    expect(factsOf({ targets })).not.toHaveProperty("read as environment");
  });

  test("an answer of Entra, by its own ids and time; the same one is told once", () => {
    const [, , , failed] = buildReport().links;
    expect(factsOf()["managed-identity-env"]).toBe(
      `AADSTS700016, correlation id ${CORRELATION_ID}, at 2026-11-23 09:00:01 UTC`,
    );
    const token = { scope: "s", outcome: "failed", claims: {}, error: failed!.error! } as const;
    const links = [buildLink("environment", { outcome: "failed", error: failed!.error!, tokens: [token] })];
    expect(factsOf({ links })["environment"]?.match(/AADSTS/g)).toHaveLength(1);
  });

  test("an endpoint that refused without Entra, without the query", () => {
    const links = [buildLink("managed-identity-system", { outcome: "failed", exchanges: [exchange] })];
    expect(factsOf({ links })["managed-identity-system"]).toBe(
      "GET https://contosodata.blob.core.windows.net/invoices/azcredprobe-1, 403, activity id FAKE-activity, " +
        "server Windows-Azure-Blob/1.0, at 2026-11-23 09:00:02 UTC",
    );
  });

  test("who it is, and the uti of its token", () => {
    const links = buildReport().links.map((link) => ({
      ...link,
      tokens: link.tokens.map((token) => ({ ...token, claims: { ...token.claims, uti: "FAKEuti" } })),
    }));
    const facts = factsOf({ links });
    expect(facts["identity of environment"]).toContain(
      `tenant ${TENANT}, client id ${APP_CLIENT_ID}, object id`,
    );
    expect(facts["token of environment"]).toBe(
      "uti FAKEuti for https://storage.azure.com, issued 2026-11-23 08:55:00 UTC, expires 2026-11-24 08:55:00 UTC",
    );
  });

  test("where, with what, when, and how whole", () => {
    expect(factsOf()).toMatchObject({
      host: "azure-vm",
      "resource id": VM_ID,
      region: "westeurope",
      clock: "-3 s against contosodata.blob.core.windows.net",
      tool: "credprobe 0.1.0, @azure/identity 4.13.1, msal 3.8.4, node 20.20.2, linux x64",
      run: "2026-11-23 09:00:00 UTC - 2026-11-23 09:00:04 UTC",
      complete: "yes",
    });
    expect(factsOf({ complete: false, interruptedBy: "SIGTERM" })["complete"]).toContain(
      "cut short by SIGTERM",
    );
  });

  test("what was tried, and what was not, with the reason", () => {
    const untested = { notSent: "no token for this audience", verdict: "not-tested" } as const;
    const facts = factsOf({ targets: withAccess(buildAccess("environment", untested)) });
    expect(facts["tried"]).toBe(
      "environment succeeded; managed-identity-env failed; managed-identity-system succeeded",
    );
    expect(facts["not tried"]).toBe(
      "azure-cli, azure-powershell, azure-developer-cli (hosted machine, and a link already won)",
    );
    expect(facts["not tested"]).toBe(
      "https://contosodata.blob.core.windows.net/invoices, read as environment (no token for this audience)",
    );
  });
});

test("the text has the ids of the calls that count, in brief", () => {
  const targets = withAccess(
    buildAccess("environment", { exchange }),
    buildAccess("managed-identity-system", { exchange, requestId: "of-no-interest" }),
  );
  const text = renderText(seal(buildReport({ targets }), []), { width: 120 });
  const section = text.slice(text.indexOf("\nFOR A TICKET\n"));
  expect(section).toContain("\n  read as environment\n    GET https://contosodata.blob");
  expect(section).toContain(`AADSTS700016, correlation id ${CORRELATION_ID}`);
  expect(section).not.toContain("of-no-interest");
});
