import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { evidenceSchema, type Report } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { renderText } from "../../src/report/text.ts";
import type { RenderOptions } from "../../src/report/page.ts";
import {
  APP_CLIENT_ID,
  APP_OBJECT_ID,
  buildAccess,
  buildLink,
  buildReport,
  TARGET_URL,
  TENANT,
  VM_CLIENT_ID,
  VM_ID,
  VM_OBJECT_ID,
} from "./fixture.ts";

function textOf(changes: Partial<Report> = {}, options: RenderOptions = {}): string {
  return renderText(seal(buildReport(changes), []), options);
}

/** The lines of one section, without its title. */
function section(title: string, changes: Partial<Report> = {}, options: RenderOptions = {}): string {
  const lines = textOf(changes, options).split("\n");
  const start = lines.indexOf(title);
  if (start < 0) return "";
  const end = lines.findIndex((line, at) => at > start && /^[A-Z]/.test(line));
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join("\n")
    .trimEnd();
}

test("a token that only comes without the proxy stands in TOKEN, and is marked", () => {
  const [environment] = buildReport().links;
  const [token] = environment?.tokens ?? [];
  const failed = { scope: "s", outcome: "unavailable", claims: {} } as const;
  const link = buildLink("environment", {
    outcome: "unavailable",
    reason: "the proxy answered 403 in its place",
    tokens: [failed],
    withoutProxy: { outcome: "succeeded", reason: "got a token", token: token! },
  });
  const lines = section("TOKEN", { links: [link] });
  expect(lines).toMatch(
    /^ {2}environment {2}<- winner\n {4}asked +without the proxy\n {4}kind +service-principal\n/,
  );
  expect(lines).toContain(APP_OBJECT_ID);
  expect(section("LINKS", { links: [link] })).toMatch(
    /answered 403 in its place\n {4}without the proxy: got a token/,
  );
  const { withoutProxy: _, ...alone } = link;
  const error = { name: "Error", text: "Entra does not know the resource" };
  expect(section("TOKEN", { links: [{ ...alone, tokens: [{ ...failed, error }] }] })).toMatch(
    /\n {4}outcome +unavailable: Entra does not know the resource\n/,
  );
});

describe("the verdict", () => {
  test("comes first", () => {
    expect(textOf()).toMatch(/^VERDICT  The app gets the service principal of the app\n {9}22222222-/);
    expect(textOf()).toContain("\n         exit code 3\n");
  });

  test("after the mark of a simulated host", () => {
    const text = textOf({ lab: { scenario: "leftover-secret" } });
    expect(text).toMatch(/^LAB: simulated Azure host, scenario leftover-secret\n\nVERDICT {2}/);
  });

  test("of a run that was cut short is the judge's: it is not said again", () => {
    const cut = judge(evidenceSchema.parse(buildReport({ complete: false, interruptedBy: "deadline" })));
    const [first = ""] = textOf(cut)
      .replaceAll(/\n {2,}/g, " ")
      .split("\n\n");
    expect(first.match(/cut short/g)).toHaveLength(1);
    expect(first).toContain("The run was cut short by its deadline.");
  });
});

describe("LINKS", () => {
  test("one row for each link, the winner and the shadowed marked", () => {
    const lines = section("LINKS");
    expect(lines).toMatch(/^ {2}succeeded {7}environment {16}312 ms {2}<- winner\n {4}Entra gave a token/);
    expect(lines).toMatch(/\n {2}succeeded {7}managed-identity-system {5}38 ms {2}shadowed\n/);
    expect(lines).toMatch(
      /\n {2}failed {10}managed-identity-env .*\n {4}400 invalid_request: Identity not found\n/,
    );
    expect(lines).toContain("AADSTS700016, correlation id 66666666-6666-4666-8666-666666666666,");
  });

  test("folds a developer's tools, and says why they were skipped", () => {
    const lines = section("LINKS", {}, { width: 120 });
    expect(lines).toContain("  not configured: visual-studio-code, broker\n");
    expect(lines).toContain(
      "  skipped: azure-cli, azure-powershell, azure-developer-cli (hosted machine, and a link already won)",
    );
  });

  test("does not fold a tool that was tried", () => {
    const links = [
      buildLink("azure-cli", { outcome: "unavailable", reason: "not logged in", durationMs: 12_345 }),
    ];
    expect(section("LINKS", { links })).toBe("  unavailable  azure-cli    12.3 s\n    not logged in");
  });

  test("where the SDKs differ, says which one gets what", () => {
    const [python, javascript] = buildReport().chains;
    const chains = [
      { ...python, winner: "managed-identity-system", shadowed: [] },
      { ...javascript },
    ] as Report["chains"];
    const lines = section("LINKS", { chains, winner: { state: "split", link: null } });
    expect(lines).toMatch(/environment .*\n    <- wins in javascript\n/);
    expect(lines).toMatch(/managed-identity-system .*\n    <- wins in python, shadowed in javascript\n/);
  });
});

describe("CHAINS", () => {
  const [chain] = buildReport().chains;

  test("what the SDKs return, those that agree together, and the step that decides", () => {
    expect(section("CHAINS")).toContain(
      "  DefaultAzureCredential: environment wins\n" +
        "    python 1.25.0, javascript 4.13.1 (observed)\n" +
        "    won environment: first link of the chain that gives a token\n" +
        "    shadowed: managed-identity-system",
    );
  });

  test("SDKs that do not agree stand apart", () => {
    const other = { ...chain, sdk: "go", state: "none", steps: [], shadowed: [] };
    const chains = [chain, other].map((one) => ({ ...one })) as unknown as Report["chains"];
    delete chains[1]?.winner;
    expect(section("CHAINS", { chains }).match(/DefaultAzureCredential: .*/g)).toEqual([
      "DefaultAzureCredential: environment wins",
      "DefaultAzureCredential: no link wins",
    ]);
  });

  test.each([
    [{ state: "none", stopsAt: "environment" }, "stops at environment"],
    [{ state: "none" }, "no link wins"],
    [{ state: "unknown" }, "unknown"],
  ])("%j", (ending, said) => {
    const { winner: _winner, ...rest } = chain ?? {};
    const chains = [{ ...rest, steps: [], shadowed: [], ...ending }] as unknown as Report["chains"];
    expect(section("CHAINS", { chains })).toBe(
      `  DefaultAzureCredential: ${said}\n    python 1.25.0 (modelled)`,
    );
  });

  test("links that were passed and left out; of the unknown ones the first", () => {
    const steps = (
      [
        ["environment", "passed"],
        ["workload-identity", "passed"],
        ["managed-identity-system", "unknown"],
        ["azure-cli", "unknown"],
        ["azure-powershell", "excluded"],
        ["broker", "not-in-chain"],
      ] as const
    ).map(([link, effect]) => ({ link, effect, basis: "modelled" as const, why: `why ${link}` }));
    const chains = [
      { ...chain, state: "unknown", winner: undefined, steps, shadowed: [] },
    ] as unknown as Report["chains"];
    delete chains[0]?.winner;
    expect(section("CHAINS", { chains })).toBe(
      [
        "  DefaultAzureCredential: unknown",
        "    python 1.25.0 (modelled)",
        "    passed: environment, workload-identity",
        "    excluded: azure-powershell",
        "    unknown managed-identity-system: why managed-identity-system",
      ].join("\n"),
    );
  });

  test("what the real credential did", () => {
    const confirmation = {
      outcome: "succeeded",
      credential: "EnvironmentCredential",
      durationMs: 300,
    } as const;
    const changes: Partial<Report> = {
      confirmation: { ...confirmation, objectId: APP_OBJECT_ID },
      winner: { state: "won", link: "environment", confirmed: true },
    };
    expect(section("CHAINS", changes, { width: 200 })).toContain(
      `  real DefaultAzureCredential: succeeded, EnvironmentCredential, object id ${APP_OBJECT_ID}, 300 ms, as predicted`,
    );
  });
});

describe("TOKEN", () => {
  test("of the winner in full, with the claims that are not told under another name", () => {
    const lines = section("TOKEN");
    for (const line of [
      "  environment  <- winner",
      "    kind       service-principal",
      `    tenant     ${TENANT}`,
      `    object id  ${APP_OBJECT_ID}`,
      `    client id  ${APP_CLIENT_ID}`,
      "    audience   https://storage.azure.com",
      "    issued     2026-11-23 08:55:00 UTC",
      "    expires    2026-11-24 08:55:00 UTC",
      "    claims     appidacr 1, idtyp app, ver 1.0",
    ]) {
      expect(lines.split("\n")).toContain(line);
    }
  });

  test("of the others in brief; what is in the token of one that is shadowed", () => {
    const lines = section("OTHER TOKENS", {}, { width: 300 });
    const brief = `  managed-identity-system  shadowed\n    system-assigned, tenant ${TENANT}, object id ${VM_OBJECT_ID}, client id ${VM_CLIENT_ID}, ${VM_ID}`;
    expect(lines).toContain(`${brief}\n    audience  https://storage.azure.com\n`);
    expect(lines).toContain("\n    claims    appidacr 2, idtyp app, ver 1.0");
    const chains = buildReport().chains.map((chain) => ({ ...chain, shadowed: [] }));
    expect(section("OTHER TOKENS", { chains }, { width: 300 })).toBe(brief.replace("  shadowed", ""));
  });

  test("an opaque one tells nothing", () => {
    const tokens = [{ scope: "https://x/.default", outcome: "succeeded" as const, claims: {}, opaque: true }];
    const links = [buildLink("environment", { outcome: "succeeded", tokens })];
    expect(section("TOKEN", { links })).toBe(
      "  environment  <- winner\n    kind   opaque: no claims can be read\n    scope  https://x/.default",
    );
  });

  test("nothing where there is none", () => {
    expect(section("TOKEN", { links: [], winner: { state: "none", link: null }, chains: [] })).toBe("");
  });
});

describe("ACCESS and REACH", () => {
  test("a row for each identity, the winner marked", () => {
    expect(section("ACCESS", {}, { width: 120 }).split("\n")).toEqual([
      `  ${TARGET_URL}`,
      "    denied-rbac  read  environment              <- winner",
      "      403 AuthorizationPermissionMismatch, tested container invoices, documented, request id",
      "      88888888-8888-4888-8888-888888888888",
      "    allowed      read  managed-identity-system  shadowed",
      "      404 BlobNotFound, tested container invoices, documented",
    ]);
  });

  test("what was not sent, and what did not answer", () => {
    const [target] = buildReport().targets;
    const {
      status: _status,
      errorCode: _errorCode,
      ...silent
    } = buildAccess("environment", {
      verdict: "unreachable",
      confidence: "observed",
    });
    const access = [
      silent,
      { ...silent, verdict: "not-tested" as const, notSent: "no token for this audience" },
    ];
    const lines = section("ACCESS", { targets: [{ ...target, access }] as Report["targets"] });
    expect(lines).toMatch(/unreachable .*\n {6}no answer, tested/);
    expect(lines).toMatch(/not-tested .*\n {6}no token for this audience(?!, tested)/);
  });

  test("the stages of reaching a target", () => {
    expect(section("REACH", {}, { width: 200 })).toBe(
      `  ${TARGET_URL}\n    dns        ok 20.60.0.10\n    tcp        ok 20.60.0.10:443\n    tls        ok certificate issued by FAKE CA\n    challenge  ok asks for tenant ${TENANT}`,
    );
    const [target] = buildReport().targets;
    const stages = [
      {
        stage: "dns",
        outcome: "failed",
        code: "ENOTFOUND",
        detail: "the name does not resolve",
        durationMs: 1,
      },
      { stage: "tcp", outcome: "skipped", detail: "an earlier stage failed", durationMs: 0 },
    ];
    const { addresses: _addresses, tenantFromChallenge: _tenant, ...rest } = target ?? {};
    expect(section("REACH", { targets: [{ ...rest, stages }] as unknown as Report["targets"] })).toContain(
      "    dns  failed ENOTFOUND the name does not resolve\n    tcp  skipped (an earlier stage failed)",
    );
  });
});

describe("FINDINGS", () => {
  test("where to read on begins as the run did", () => {
    const invocation = { ...buildReport().invocation, program: "node /home/credprobe.cjs" };
    expect(section("FINDINGS", { invocation })).toContain(
      "    more: node /home/credprobe.cjs findings clock-skew",
    );
  });

  test("why, what to do, where to read on", () => {
    expect(section("FINDINGS").split("\n")).toEqual([
      "  error  environment-shadows-managed-identity",
      "    Leftover variables win over the managed identity",
      "    The app gets the service principal of the app",
      `    ${APP_CLIENT_ID}, because its variables are set and come`,
      "    first in the chain.",
      "    fix: If the managed identity is meant: remove the variables.",
      "      unset AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_CLIENT_SECRET",
      "    fix: Give this identity the role Storage Blob Data Reader:",
      "      az role assignment create \\",
      `        --assignee-object-id ${APP_OBJECT_ID} \\`,
      "        --assignee-principal-type ServicePrincipal \\",
      "        --role 'Storage Blob Data Reader' \\",
      "        --scope \\",
      "        '/subscriptions/<subscription-id>/resourceGroups/<resource-group>/providers/Microsoft.Storage/storageAccounts/contosodata'",
      "    more: credprobe findings environment-shadows-managed-identity",
      "",
      "  info  clock-skew",
      "    The clock is off",
      "    This machine's clock is 3 s behind.",
      "    more: credprobe findings clock-skew",
    ]);
  });
});

describe("ENVIRONMENT and HOST", () => {
  test("values, or of a secret its shape", () => {
    expect(section("ENVIRONMENT").split("\n")).toEqual([
      `  AZURE_CLIENT_ID      set    ${APP_CLIENT_ID}, guid`,
      "  AZURE_CLIENT_SECRET  set    secret, 40 characters",
      "  AZURE_TENANT_ID      empty  from pid",
      "  not set: AZURE_USERNAME",
    ]);
  });

  test("a long value stands in a line of its own", () => {
    const [variable] = buildReport().environment;
    const environment = [
      { ...variable, value: VM_ID, shape: ["quoted", "140 characters"] },
    ] as Report["environment"];
    expect(section("ENVIRONMENT", { environment })).toBe(`  AZURE_CLIENT_ID  set  quoted\n    ${VM_ID}`);
  });

  test("where it ran, with what, and how much was removed", () => {
    const report = seal(buildReport({ sdkLog: ["password=FAKE", "a"] }), []);
    const text = renderText(report, { width: 200 });
    for (const line of [
      "  kind         azure-vm",
      "  region       westeurope",
      `  resource id  ${VM_ID}`,
      "  clock        -3 s against contosodata.blob.core.windows.net",
      "  tool         credprobe 0.1.0, @azure/identity 4.13.1, msal 3.8.4, node 20.20.2, linux x64",
      "  run          2026-11-23 09:00:00 UTC - 2026-11-23 09:00:04 UTC",
      "  removed      1 secret (secret value)",
      "SDK LOG",
      "  password=[removed: secret value]",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });
});
