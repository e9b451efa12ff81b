import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { evidenceSchema, type Evidence } from "../../src/model/report.ts";
import { anonymize } from "../../src/report/anonymize.ts";
import { ownLabels } from "../../src/report/public-words.ts";
import { pseudonymsFor } from "../../src/report/pseudonyms.ts";
import { expectAnonymous } from "../support/expect-anonymous.ts";
import { runCli } from "../support/run-cli.ts";
import { APP_CLIENT_ID, buildLink, buildReport, SUBSCRIPTION, TENANT, VM_ID } from "./fixture.ts";

const SALT = "lab-fake-salt";

/** What becomes of a text that stands in a report, beside what else is in it. */
function anonymous(text: string, salt = SALT): string {
  const links = [...buildReport().links, buildLink("broker", { reason: text })];
  return anonymize(evidenceSchema.parse(buildReport({ links })), salt).evidence.links.at(-1)?.reason ?? "";
}

const storage = () => anonymous("contosodata");
const machine = () => anonymous("vm-orders");

test("a whole report tells nothing of whose it is, and still says the same", async () => {
  const report = buildReport();
  await expect(expectAnonymous(judge(evidenceSchema.parse(report)))).resolves.toBeUndefined();
});

test("the folder that the program lies in is not told", () => {
  const { invocation } = buildReport();
  const report = buildReport({
    invocation: { ...invocation, program: "node /srv/orders-team/credprobe.cjs" },
  });
  expect(JSON.stringify(anonymize(evidenceSchema.parse(report), SALT).evidence)).not.toContain("orders-team");
});

test("what is too long for a name is taken out all the same", () => {
  const [target, ...others] = buildReport().targets;
  const long = `contoso${"x".repeat(100_000)}`;
  const targets = [{ ...target!, resource: long }, ...others];
  const evidence = evidenceSchema.parse(buildReport({ targets }));
  expect(JSON.stringify(anonymize(evidence, SALT).evidence)).not.toContain("contosoxxx");
});

describe("pseudonyms", () => {
  test("a GUID is one that can be recognised, the same in any form", () => {
    const id = anonymous(TENANT);
    expect(id).toMatch(/^00000000-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(anonymous(TENANT.toUpperCase())).toBe(id);
    expect(anonymous(`{${TENANT}}`)).toBe(`{${id}}`);
    expect(anonymous(TENANT.replaceAll("-", ""))).toBe(id.replaceAll("-", ""));
    expect(anonymous(`https%3A%2F%2Fx%2F${TENANT}`)).toBe(`https%3A%2F%2Fx%2F${id}`);
    expect(anonymous(APP_CLIENT_ID)).not.toBe(id);
  });

  test("a name keeps a form that Azure takes, and its host its suffix", () => {
    expect(storage()).toMatch(/^anon[0-9a-f]{10}$/);
    expect(anonymous("https://contosodata.blob.core.windows.net/invoices/x")).toBe(
      `https://${storage()}.blob.core.windows.net/${anonymous("invoices")}/x`,
    );
    expect(anonymous("CONTOSODATA")).toBe(storage());
    expect(anonymous("contosodata-secondary.blob.core.windows.net")).toMatch(
      /^anon[0-9a-f]{10}\.blob\.core\.windows\.net$/,
    );
    expect(anonymous("contosodata-secondary is elsewhere")).toBe(`${storage()}-secondary is elsewhere`);
    expect(anonymous("%2Fcontosodata%2F \\ncontosodata 'contosodata'")).toBe(
      `%2F${storage()}%2F \\n${storage()} '${storage()}'`,
    );
  });

  test("ARM ids keep their shape", () => {
    const found = anonymous(VM_ID);
    expect(found).toBe(
      `/subscriptions/${anonymous(SUBSCRIPTION)}/resourceGroups/${anonymous("rg-orders")}/providers/Microsoft.Compute/virtualMachines/${machine()}`,
    );
    expect(anonymous(encodeURIComponent(VM_ID))).toBe(encodeURIComponent(found));
    expect(anonymous(VM_ID.toUpperCase()).toLowerCase()).toBe(found.toLowerCase());
  });

  test("addresses stay private or public, in their range", () => {
    expect(anonymous("10.1.2.3")).toMatch(/^10\.\d+\.\d+\.\d+$/);
    expect(anonymous("172.20.1.2:8081")).toMatch(/^172\.20\.\d+\.\d+:8081$/);
    expect(anonymous("20.60.0.10")).toMatch(/^198\.1[89]\.\d+\.\d+$/);
    expect(anonymous("2603:1020:5::1")).toMatch(/^2001:db8::/);
    expect(anonymous("fd12:3456::1")).toMatch(/^fd00::/);
    expect(anonymous("10.1.2.3")).not.toContain("10.1.2.3");
  });

  test.each([
    ["a user's folder", "/home/avery/app/cert.pem", /^\/home\/anon[0-9a-f]{10}\/app\/cert\.pem$/],
    ["of Windows", "C:\\Users\\avery\\x.pem", /^C:\\Users\\anon[0-9a-f]{10}\\x\.pem$/],
    ["a mail address", "avery@fabrikam.example", /^anon[0-9a-f]{10}@anon[0-9a-f]{10}\.example$/],
    ["a host of a company", "proxy.fabrikam.corp:3128", /^proxy\.anon[0-9a-f]{10}\.corp:3128$/],
    ["a name in a refusal", "not found in the directory 'Fabrikam Ltd'.", /directory 'anon[0-9a-f]{10}'\.$/],
    [
      "a name before its noun",
      "Access to 'Fabrikam' tenant is denied",
      /^Access to 'anon\w+' tenant is denied$/,
    ],
    ["a service account", "system:serviceaccount:shop:orders-api", /^system:serviceaccount:anon\w+:anon\w+$/],
  ])("%s", (_, text, expected) => {
    expect(anonymous(text)).toMatch(expected);
  });
});

test.each([
  "169.254.169.254",
  "127.0.0.1:40342",
  "[::1]",
  "168.63.129.16",
  "https://vault.azure.net/.default",
  "https://login.microsoftonline.com/common/oauth2/v2.0/token",
  "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "00000003-0000-0000-c000-000000000000",
  "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
  "AZURE_CLIENT_ID is not set",
  "server IMDS/150.87.65.18, @azure/msal-node@5.6.0, api-version=2018-02-01",
  "/home/site/wwwroot",
  "2026-11-26T02:26:14.000Z",
])("%s is everybody's", (text) => {
  expect(anonymous(text)).toBe(text);
});

describe("the salt", () => {
  test("the same one gives the same pseudonyms in all reports, another one others", () => {
    expect(anonymous(`${TENANT} contosodata`)).toBe(anonymous(`${TENANT} contosodata`));
    for (const text of [TENANT, "contosodata", "20.60.0.10"])
      expect(anonymous(text, "another-salt")).not.toBe(anonymous(text));
  });

  test("a fresh one for each run, unless it is given; never in the report", async () => {
    const saved = JSON.stringify(buildReport());
    const run = async (...args: string[]) =>
      (await runCli(["explain", "-", "-o", "json", "--anonymize", ...args], { input: saved })).stdout;
    const [fresh, other, salted, again] = await Promise.all([
      run(),
      run(),
      run("--salt", SALT),
      run("--salt", SALT),
    ]);
    expect(fresh).not.toBe(other);
    expect(again).toBe(salted);
    expect(salted).not.toContain(SALT);
    expect(JSON.parse(salted)).toMatchObject({ anonymized: true });
    const judgedAgain = await runCli(["explain", "-", "-o", "json"], { input: salted });
    expect(judgedAgain.stdout).toBe(salted);
  });
});

test("names of hosts: what stands before the suffix of a service, never a region or Microsoft's own", () => {
  expect(ownLabels("contosodata.privatelink.blob.core.windows.net")).toEqual(["contosodata", "privatelink"]);
  expect(ownLabels("web-1a2b.westeurope-01.azurewebsites.net")).toEqual(["web-1a2b"]);
  expect(ownLabels("management.azure.com")).toEqual([]);
  expect(ownLabels("vm.corp.example")).toEqual(["vm", "corp"]);
});

test("names of proxies, of what goes around them, and of settings stand nowhere else, and are found", async () => {
  const built = buildReport();
  const noProxy = "169.254.169.254,.hippo.lan,payrollhost,*.giraffe.corp;10.2.0.0/16";
  const proxy = { HTTPS_PROXY: "http://[removed: user info]@squid.acmecorp.local:3128", NO_PROXY: noProxy };
  const targets = built.targets.map((target) => ({
    ...target,
    discovered: { setting: "OKAPI_LEDGER_PW", reference: true as const },
  }));
  const undiscovered = [{ setting: "Zebra__accountName", why: "is an account" }];
  const links = [...built.links, buildLink("broker", { reason: "at http://tapirbox:8080/ nobody answers" })];
  const report = judge(
    evidenceSchema.parse({
      ...built,
      ...{ targets, links, host: { ...built.host, proxy } },
      invocation: { ...built.invocation, undiscovered },
    }),
  );
  const names = [
    "squid",
    "acmecorp",
    "hippo",
    "payrollhost",
    "giraffe",
    "OKAPI",
    "LEDGER",
    "Zebra",
    "tapirbox",
  ];
  await expect(expectAnonymous(report, names)).resolves.toBeUndefined();
});

test("any name of a resource: nowhere left, in any case, and no text of ours damaged beyond reading", () => {
  const name = fc
    .stringMatching(/^[a-z][a-z0-9]{6,20}$/)
    .filter((text) => !/^(?:anon|azure|micros)/.test(text));
  fc.assert(
    fc.property(name, (account) => {
      const url = `https://${account}.blob.core.windows.net/`;
      const built = buildReport();
      const targets = built.targets.map((target) => ({ ...target, url, resource: account }));
      const links = [
        buildLink("environment", { reason: `${account.toUpperCase()} ${url} %2F${account}%2f "${account}"` }),
      ];
      const { evidence } = anonymize(evidenceSchema.parse({ ...built, targets, links }), SALT);
      expect(JSON.stringify([evidence.targets, evidence.links]).toLowerCase()).not.toContain(account);
    }),
    { numRuns: 50 },
  );
});

test("names of properties and the words of the schema stay", () => {
  const targets = buildReport().targets.map((target) => ({ ...target, resource: "succeeded" }));
  const { evidence } = anonymize(evidenceSchema.parse(buildReport({ targets })), SALT);
  expect(evidenceSchema.safeParse(evidence).success).toBe(true);
  expect(outcomes(evidence)).toEqual(outcomes(evidenceSchema.parse(buildReport())));
});

function outcomes({ links }: Evidence) {
  return links.map(({ outcome }) => outcome);
}

test("pseudonyms of GUIDs and names do not depend on the letters' case", () => {
  const { guid, name } = pseudonymsFor(SALT);
  expect(guid(TENANT.toUpperCase())).toBe(guid(TENANT));
  expect(name("ContosoData")).toBe(name("contosodata"));
});

test.each([
  [
    "Caller: name=AcmePayApp;appid=1;oid=2\r\nVault: zorgkluis;location=westeurope",
    ["AcmePayApp", "zorgkluis"],
  ],
  ["The user has no secrets get permission on key vault zorgvault.", ["zorgvault"]],
  ["it does not exist in the Okapi Holding directory", ["Okapi"]],
  ["host bigserver9 alone", ["bigserver9"]],
  ["the app 7d1f0c2be3a94f6d8b5a1c0e9f8d7b6a is unknown", ["7d1f0c2be3a94f6d8b5a1c0e9f8d7b6a"]],
])("what a service says: %s", (message, names) => {
  const { evidence } = anonymize(evidenceSchema.parse({ ...buildReport(), message }), SALT);
  for (const name of names) expect(evidence.message).not.toContain(name);
});

test.each([
  "key vault access policy. The vault is unknown",
  "in the Microsoft Entra directory, in the tenant, in the directory",
  "server returned 503, host unreachable, account is disabled, the namespace does not",
])("%s is nobody's", (message) => {
  const { evidence } = anonymize(evidenceSchema.parse({ ...buildReport(), message }), SALT);
  expect(evidence.message).toBe(message);
});

test("the SDK's own log is left out, and that is said", () => {
  const { evidence } = anonymize(evidenceSchema.parse(buildReport({ sdkLog: ["at Okapi"] })), SALT);
  expect(evidence.sdkLog).toEqual([expect.stringContaining("left out")]);
});
