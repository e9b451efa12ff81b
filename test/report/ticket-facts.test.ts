import { describe, expect, test } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderText } from "../../src/report/text.ts";
import { ticketCallFacts, ticketFacts } from "../../src/report/ticket-facts.ts";
import { RECORDED_RESPONSE_HEADERS } from "../../src/world/recorded-fields.ts";
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

  test("an allowed call, which the refused ones are compared with, under a name that says so", () => {
    const targets = withAccess(buildAccess("environment", { exchange, verdict: "allowed" }));
    const facts = factsOf({ targets });
    expect(facts).not.toHaveProperty("read as environment");
    expect(facts["allowed: read as environment"]).toContain(
      "request id 88888888-8888-4888-8888-888888888888, activity id FAKE-activity",
    );
  });

  test("an answer of Entra, by its own ids and time; the same one is told once", () => {
    const [, , , failed] = buildReport().links;
    const withoutCalls = [{ ...failed!, exchanges: [] }];
    expect(factsOf({ links: withoutCalls })["managed-identity-env"]).toBe(
      `AADSTS700016, correlation id ${CORRELATION_ID}, at 2026-11-23 09:00:01 UTC`,
    );
    const token = { scope: "s", outcome: "failed", claims: {}, error: failed!.error! } as const;
    const links = [buildLink("environment", { outcome: "failed", error: failed!.error!, tokens: [token] })];
    expect(factsOf({ links })["environment"]?.match(/AADSTS/g)).toHaveLength(1);
  });

  test("with Entra's own ids also those in the headers of its answer, and the server that gave it", () => {
    const [, , , failed] = buildReport().links;
    const responseHeaders = {
      "x-ms-request-id": "FAKE-request",
      "client-request-id": "FAKE-client-request",
      "x-ms-ests-server": "2.1.1 - FAKE",
    };
    const refused = { ...exchange, method: "POST", url: "https://login.microsoftonline.com/t", status: 400 };
    const links = [{ ...failed!, exchanges: [{ ...refused, responseHeaders }] }];
    expect(factsOf({ links })["managed-identity-env"]).toBe(
      `AADSTS700016, correlation id ${CORRELATION_ID}, at 2026-11-23 09:00:01 UTC; ` +
        "POST https://login.microsoftonline.com/t, 400, request id FAKE-request, " +
        "client request id FAKE-client-request, server 2.1.1 - FAKE, at 2026-11-23 09:00:02 UTC",
    );
  });

  test("what Key Vault and Azure Resource Manager say of where they answered, and whom", () => {
    const responseHeaders = {
      "x-ms-keyvault-region": "westeurope",
      "x-ms-keyvault-network-info": "conn_type=Ipv4;addr=198.51.100.7;",
      "x-ms-routing-request-id": "WESTEUROPE:FAKE",
    };
    for (const header of Object.keys(responseHeaders)) expect(RECORDED_RESPONSE_HEADERS).toContain(header);
    const targets = withAccess(buildAccess("environment", { exchange: { ...exchange, responseHeaders } }));
    expect(factsOf({ targets })["read as environment"]).toContain(
      "routing id WESTEUROPE:FAKE, region of the service westeurope, " +
        "as the service sees this machine conn_type=Ipv4;addr=198.51.100.7;",
    );
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
      "workload-identity (AZURE_FEDERATED_TOKEN_FILE is not set); " +
        "managed-identity-option (no --managed-identity-client-id was given); " +
        "visual-studio-code, broker (needs a plugin package); " +
        "azure-cli, azure-powershell, azure-developer-cli (hosted machine, and a link already won)",
    );
    expect(facts["not tested"]).toBe(
      "https://contosodata.blob.core.windows.net/invoices, read as environment (no token for this audience)",
    );
  });
});

test("the text has every call, and the rest where it belongs; the short form the calls that count", () => {
  const targets = withAccess(
    buildAccess("environment", { exchange }),
    buildAccess("managed-identity-system", { exchange, requestId: "of-another-link" }),
  );
  const report = seal(buildReport({ targets }), []);
  const text = renderText(report, { width: 120 });
  const section = text.slice(text.indexOf("\nFOR A TICKET\n"));
  expect(section).toContain("\n  read as environment\n    GET https://contosodata.blob");
  const squeezed = section.replaceAll(/\s+/g, " ");
  for (const { what, value } of ticketCallFacts(report)) expect(squeezed).toContain(`${what} ${value}`);
  const whole = text.replaceAll(/\s+/g, " ");
  const elsewhere = ticketFacts(report).filter(({ what }) =>
    ["host", "region", "instance id", "clock", "tool", "run"].includes(what),
  );
  expect(elsewhere.length).toBeGreaterThan(4);
  for (const { value } of elsewhere) expect(whole).toContain(value);
  for (const { tokens } of report.links) {
    for (const { identity, tenantId } of tokens)
      for (const id of [identity?.objectId, identity?.clientId, identity?.resourceId, tenantId])
        expect(whole).toContain(id ?? "");
  }
  expect(squeezed).toContain("of-another-link");
  for (const short of [
    renderText(report, { width: 120, short: true }),
    renderMarkdown(report, { short: true }),
  ]) {
    const words = short.replaceAll("`", "").replaceAll(/\s+/g, " ");
    expect(words).toContain(`AADSTS700016, correlation id ${CORRELATION_ID}`);
    expect(short).toContain("read as environment");
    expect(short).not.toContain("of-another-link");
  }
});
