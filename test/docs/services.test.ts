import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { expect, test } from "vitest";
import { services } from "../../src/catalogue/services/index.ts";
import { matchHosts } from "../../src/catalogue/match-target.ts";
import { serviceFacts } from "../../src/report/service-facts.ts";
import { servicePage } from "../../src/report/service-page.ts";
import { runCli } from "../support/run-cli.ts";

const FOLDER = fileURLToPath(new URL("../../docs/services/", import.meta.url));

/** `npm run docs` writes them anew. */
test.each(services.map((service) => [service.name, service] as const))(
  "docs/services/%s.md says what the catalogue does",
  async (name, service) => {
    const page = await format(servicePage(service), { parser: "markdown", printWidth: 110 });
    await expect(page).toMatchFileSnapshot(`${FOLDER}${name}.md`);
  },
);

/** What stands for a placeholder in the hosts that are shown. */
const EXAMPLES: Readonly<Record<string, string>> = { region: "westeurope", zone: "07", name: "contoso1" };

test.each(
  services.flatMap((service) => serviceFacts(service).clouds.map((one) => [service.name, one] as const)),
)("%s: hosts are shown as they are matched, %j", (name, { hosts, cloud }) => {
  for (const shown of hosts) {
    const host = shown
      .replace(/:\d+$/, "")
      .replaceAll(/<(\w+)>/g, (_, word: string) => EXAMPLES[word] ?? word);
    const forms = name === "databricks" ? [host.replace("contoso1", "adb-1234567890.7")] : [host];
    const found = forms.flatMap(matchHosts).map(({ service, cloud: of }) => `${service.name} ${of}`);
    expect({ shown, found }).toEqual({
      shown,
      found: expect.arrayContaining([`${name} ${cloud}`]) as string[],
    });
  }
});

test("an audience that nobody has tried is shown as one", () => {
  const clouds = (name: string) => serviceFacts(services.find((one) => one.name === name)!).clouds;
  expect(clouds("signalr").map(({ cloud, unverified = false }) => [cloud, unverified])).toEqual([
    ["public", false],
    ["usgov", true],
    ["china", true],
  ]);
  expect(servicePage(services.find(({ name }) => name === "signalr")!)).toContain(
    "`https://signalr.azure.us` (not verified)",
  );
});

test("every page below docs/services is of a service", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(services.map(({ name }) => `${name}.md`).sort());
});

test("credprobe services lists each with its hosts per cloud, its probes and least roles", async () => {
  const { stdout, code } = await runCli(["services", "-o", "json"]);
  expect(code).toBe(0);
  const listed = JSON.parse(stdout) as { name: string; clouds: unknown[]; probes: unknown[] }[];
  expect(listed.map(({ name }) => name)).toEqual(services.map(({ name }) => name));
  const text = (await runCli(["services"])).stdout;
  for (const { name, title, probes } of services) {
    expect(text).toContain(`${name}  ${title}`);
    for (const { roles } of probes) if (roles[0] !== undefined) expect(text).toContain(roles[0].name);
  }
  expect(text.split("\n").filter((line) => line.length > 80 && !line.includes("/"))).toEqual([]);
});

test("a service that is not known is named as such, and nothing else", async () => {
  const { stdout, stderr, code } = await runCli(["services", "nonsense"]);
  expect([stdout, code]).toEqual(["", 2]);
  expect(stderr).toMatch(/^credprobe: services: no service has that name; they are blob, /);
});
