import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMAT_NAMES, FORMATS, type FormatName } from "../../src/report/formats.ts";
import { record } from "../support/record.ts";
import { validReport } from "../support/validate-report.ts";

const FOLDER = fileURLToPath(new URL("../../docs/samples/", import.meta.url));

/** Shown in these formats; a form has a word of its own in the names of its files. */
interface Form {
  readonly formats: readonly FormatName[];
  readonly word?: string;
  readonly options?: readonly string[];
}

const whole: Form = { formats: FORMAT_NAMES };
const short: Form = { formats: ["text", "markdown"], word: ".short", options: ["--short"] };
const anonymous: Form = {
  formats: ["text", "markdown"],
  word: ".anonymous",
  options: ["--anonymize", "--salt", "salt of the samples"],
};

/** What is shown in docs/samples; each scenario is described in its README. */
const SAMPLES: readonly { readonly scenario: string; readonly forms: readonly Form[] }[] = [
  { scenario: "leftover-secret", forms: [whole, short, anonymous] },
  { scenario: "storage-firewall", forms: [whole] },
  { scenario: "no-identity", forms: [whole] },
  { scenario: "kudu-linux", forms: [whole] },
  { scenario: "kudu-windows", forms: [{ formats: ["text", "markdown"] }] },
];

const fileOf = (scenario: string, { word = "" }: Form, format: FormatName) =>
  `${scenario}${word}${FORMATS[format].extension}`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** `npm run docs` writes them anew. A busy machine may ask the metadata service twice: such a run is made again. */
describe.each(SAMPLES)("docs/samples/$scenario", ({ scenario, forms }) => {
  test("is what the scenario gives", { retry: 2 }, async () => {
    const recorded = await record(scenario, [], folder);
    for (const form of forms) {
      for (const format of form.formats) {
        const text = await recorded.shown(format, form.options);
        expect(text).toContain(scenario);
        if (format === "json") validReport(text);
        await expect(text).toMatchFileSnapshot(`${FOLDER}${fileOf(scenario, form, format)}`);
      }
    }
  });
});

test("docs/samples holds these and nothing else, all of them listed, and stays small", async () => {
  const files = SAMPLES.flatMap(({ scenario, forms }) =>
    forms.flatMap((form) => form.formats.map((format) => fileOf(scenario, form, format))),
  );
  expect((await readdir(FOLDER)).sort()).toEqual(["README.md", ...files].sort());
  const readme = await readFile(`${FOLDER}README.md`, "utf8");
  for (const file of files) expect(readme).toContain(`(${file})`);
  const sizes = await Promise.all(files.map(async (file) => (await stat(FOLDER + file)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(650_000);
});
