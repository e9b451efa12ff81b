import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMAT_NAMES, FORMATS } from "../../src/report/formats.ts";
import { record } from "../support/record.ts";
import { validReport } from "../support/validate-report.ts";

const FOLDER = fileURLToPath(new URL("../../docs/samples/", import.meta.url));

/** Scenarios that are shown in docs/samples; each is described in its README. */
const SAMPLES = ["leftover-secret", "storage-firewall", "no-identity", "kudu-linux"];

const fileOf = (scenario: string, format: keyof typeof FORMATS) => `${scenario}${FORMATS[format].extension}`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** `npm run docs` writes them anew. A busy machine may ask the metadata service twice: such a run is made again. */
describe.each(SAMPLES)("docs/samples/%s", (scenario) => {
  test("is what the scenario gives, in every format", { retry: 2 }, async () => {
    const recorded = await record(scenario, [], folder);
    for (const format of FORMAT_NAMES) {
      const text = await recorded.shown(format);
      expect(text).toContain(scenario);
      if (format === "json") validReport(text);
      await expect(text).toMatchFileSnapshot(`${FOLDER}${fileOf(scenario, format)}`);
    }
  });
});

test("docs/samples holds these and nothing else, all of them listed, and stays small", async () => {
  const files = SAMPLES.flatMap((scenario) => FORMAT_NAMES.map((format) => fileOf(scenario, format)));
  expect((await readdir(FOLDER)).sort()).toEqual(["README.md", ...files].sort());
  const readme = await readFile(`${FOLDER}README.md`, "utf8");
  for (const file of files) expect(readme).toContain(`(${file})`);
  const sizes = await Promise.all(files.map(async (file) => (await stat(FOLDER + file)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});
