import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

let folder: string;
let validate: (document: unknown) => boolean;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  const schema = JSON.parse(
    await readFile(new URL("../../dist/schema.json", import.meta.url), "utf8"),
  ) as object;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  validate = ajv.compile(schema);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(scenarios)("$name", (scenario) => {
  const { expect: expected } = scenario;

  test("says what is expected, twice alike, and again from the saved report", async () => {
    const run = await runCli(["lab", scenario.name, "-o", "json", "--quiet"]);
    const document: unknown = JSON.parse(run.stdout);
    expect(validate(document), "valid against the published schema").toBe(true);
    const report = reportSchema.parse(document);

    expect(run.stderr).toBe("");
    expect(run.code).toBe(expected.exitCode);
    expect(report.verdict.exitCode).toBe(expected.exitCode);
    expect(report.lab).toEqual({ scenario: scenario.name });
    expect({ state: report.winner.state, link: report.winner.link }).toEqual(expected.winner);
    if (expected.host !== undefined) expect(report.host.kind).toBe(expected.host);
    expect(outcomes(report)).toMatchObject(expected.outcomes);
    for (const { link, verdict } of expected.verdicts ?? []) {
      const rows = report.targets.flatMap(({ access }) => access.filter((row) => row.link === link));
      expect(
        rows.map((row) => row.verdict),
        `verdict of ${link}`,
      ).toEqual([verdict]);
    }
    expect(report.findings.map(({ slug }) => slug)).toEqual(expected.findings);
    expect(report.findings.filter(({ level }) => level === "error").length).toBeLessThanOrEqual(2);

    const again = await runCli(["lab", scenario.name, "-o", "json", "--quiet"]);
    expect(slugs(again.stdout)).toEqual(report.findings.map(({ slug }) => slug));

    const file = join(folder, `${scenario.name}.json`);
    await writeFile(file, run.stdout);
    const explained = await runCli(["explain", file, "-o", "json"]);
    expect(explained.code).toBe(expected.exitCode);
    expect(explained.stdout).toBe(run.stdout);
  });
});

function outcomes(report: Report): Record<string, string> {
  return Object.fromEntries(report.links.map(({ id, outcome }) => [id, outcome]));
}

function slugs(text: string): string[] {
  return reportSchema.parse(JSON.parse(text)).findings.map(({ slug }) => slug);
}
