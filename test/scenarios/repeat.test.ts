import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

/** One of each kind of story; every scenario is run once, and judged again, beside this. */
const SCENARIOS = ["leftover-secret", "several-identities", "metadata-silent", "tool-hangs", "kudu-linux"];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each(SCENARIOS)("%s: twice alike, and the same bytes from the saved report", async (name) => {
  const first = await runCli(["lab", name, "-o", "json", "--quiet"]);
  const second = await runCli(["lab", name, "-o", "json", "--quiet"]);
  expect(findingsOf(second.stdout)).toEqual(findingsOf(first.stdout));
  const file = join(folder, `${name}.json`);
  await writeFile(file, first.stdout);
  const explained = await runCli(["explain", file, "-o", "json"]);
  expect(explained.code).toBe(first.code);
  expect(explained.stdout).toBe(first.stdout);
});

function findingsOf(text: string): string[] {
  return reportSchema.parse(JSON.parse(text)).findings.map(({ slug }) => slug);
}
