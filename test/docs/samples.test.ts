import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMAT_NAMES, FORMATS, type FormatName } from "../../src/report/formats.ts";
import { record } from "../support/record.ts";
import { validReport } from "../support/validate-report.ts";

const FOLDER = fileURLToPath(new URL("../../docs/samples/", import.meta.url));

/** By far the largest form of a report. */
const withoutHtml = FORMAT_NAMES.filter((format) => format !== "html");

/** What is shown in docs/samples; each scenario is described in its README. */
const SAMPLES = [
  { scenario: "leftover-secret", formats: FORMAT_NAMES },
  { scenario: "storage-firewall", formats: FORMAT_NAMES },
  { scenario: "no-identity", formats: withoutHtml },
  { scenario: "kudu-linux", formats: withoutHtml },
];

const fileOf = (scenario: string, format: FormatName) => `${scenario}${FORMATS[format].extension}`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** `npm run docs` writes them anew. A busy machine may ask the metadata service twice: such a run is made again. */
describe.each(SAMPLES)("docs/samples/$scenario", ({ scenario, formats }) => {
  test("is what the scenario gives", { retry: 2 }, async () => {
    const recorded = await record(scenario, [], folder);
    for (const format of formats) {
      const text = await recorded.shown(format);
      expect(text).toContain(scenario);
      if (format === "json") validReport(text);
      await expect(text).toMatchFileSnapshot(`${FOLDER}${fileOf(scenario, format)}`);
    }
  });
});

test("docs/samples holds these and nothing else, all of them listed, and stays small", async () => {
  const files = SAMPLES.flatMap(({ scenario, formats }) => formats.map((format) => fileOf(scenario, format)));
  expect((await readdir(FOLDER)).sort()).toEqual(["README.md", ...files].sort());
  const readme = await readFile(`${FOLDER}README.md`, "utf8");
  for (const file of files) expect(readme).toContain(`(${file})`);
  const sizes = await Promise.all(files.map(async (file) => (await stat(FOLDER + file)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});
