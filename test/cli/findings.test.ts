import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findings } from "../../src/catalogue/findings/index.ts";
import { findingText } from "../../src/report/finding-text.ts";
import { runCli } from "../support/run-cli.ts";

const slugs = Object.keys(findings);

test("all findings, in the order of the table, also as JSON", async () => {
  const text = await runCli(["findings"]);
  const listed = [...text.stdout.matchAll(/^(?:error|warning|info) +([a-z-]+)$/gm)].map(([, slug]) => slug);
  expect(listed).toEqual(slugs);
  expect(text).toMatchObject({ code: 0, stderr: "" });
  const json = await runCli(["findings", "-o", "json"]);
  expect((JSON.parse(json.stdout) as { slug: string }[]).map(({ slug }) => slug)).toEqual(slugs);
});

test("one finding: its page, wrapped for a terminal, commands as they are", async () => {
  const { code, stdout } = await runCli(["findings", "environment-shadows-managed-identity"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Leftover variables win over the managed identity\n/);
  expect(stdout).not.toMatch(/^```|^#|\]\(/m);
  const prose = stdout.split("\n").filter((line) => !line.startsWith("    "));
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test.each(slugs)("the page of %s, in ASCII and 40 columns", (slug) => {
  const page = readFileSync(new URL(`../../docs/findings/${slug}.md`, import.meta.url), "utf8");
  const text = findingText(page, { width: 40 });
  expect(text).toMatch(/^[\n\x20-\x7e]+$/);
  expect(text).toContain("\nHow to confirm by hand\n");
  // An identifier is never cut.
  const prose = text.split("\n").filter((line) => !line.startsWith("    ") && line.trim().includes(" "));
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(40);
});

test("a name that no finding has is one line, exit 2; it is not repeated", async () => {
  const run = await runCli(["findings", "lab-fake-secret"]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toMatch(/^credprobe: findings: no finding has that name.*\n$/);
});
