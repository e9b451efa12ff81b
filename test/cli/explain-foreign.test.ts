import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { evidence } from "../judge/evidence.ts";
import { runCli } from "../support/run-cli.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-foreign-"));
  await mkdir(join(folder, "folder"));
});
afterAll(async () => await rm(folder, { recursive: true }));

const REPORT = JSON.stringify(judge(evidence()));
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

async function explain(content: string | Buffer) {
  await writeFile(join(folder, "report.json"), content);
  return await runCli(["explain", "report.json", "-o", "json"], { cwd: folder });
}

describe("what is no report is one line, exit 2, and nothing on standard output", () => {
  test.each<[string, string | Buffer, RegExp]>([
    ["nothing", "", /not valid JSON/],
    ["half of one", REPORT.slice(0, 700), /not valid JSON/],
    ["NaN", REPORT.replace('"durationMs":1', '"durationMs":NaN'), /not valid JSON/],
    ["deep nesting", "[".repeat(1_000_000), /not valid JSON/],
    ["deep nesting that ends", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /not a credprobe report/],
    ["null", "null", /not a credprobe report/],
    ["another program's", '{"name":"x","version":"1"}', /not a credprobe report \(at schemaVersion\)/],
    [
      "no version that ever was",
      REPORT.replace('"schemaVersion":1', '"schemaVersion":0'),
      /not a credprobe report/,
    ],
    ["a newer one", REPORT.replace('"schemaVersion":1', '"schemaVersion":2'), /schema version 2; .* up to 1/],
    ["a wrong type", REPORT.replace('"links":[', '"links":"x","z":['), /not a credprobe report \(at links\)/],
    ["half a character", utf16(REPORT).subarray(0, -1), /not valid JSON/],
  ])("%s", async (_, content, names) => {
    const { code, stdout, stderr } = await explain(content);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^credprobe: report\.json [^\n]*\n$/);
    expect(stderr).toMatch(names);
  });

  test("a folder", async () => {
    const run = await runCli(["explain", "folder"], { cwd: folder });
    expect(run).toMatchObject({ code: 2, stdout: "", stderr: "credprobe: folder is not a file\n" });
  });
});

test.each<[string, string | Buffer]>([
  ["a byte order mark", `\uFEFF${REPORT}`],
  ["UTF-16, as Windows PowerShell's > writes it", utf16(`${REPORT}\r\n`)],
  ["UTF-16 of the other order", utf16(REPORT).swap16()],
  ["names that come twice: the last counts", `{"schemaVersion":7,${REPORT.slice(1)}`],
])("%s is read", async (_, content) => {
  const run = await explain(content);
  expect(run).toMatchObject({ code: 5, stderr: "" });
  expect(JSON.parse(run.stdout)).toEqual(JSON.parse(REPORT));
});
