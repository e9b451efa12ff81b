import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("targets of a file come behind those of the command line, in its order, each asked", async () => {
  const file = join(folder, "targets.txt");
  await writeFile(
    file,
    [
      "\uFEFF# what the app uses",
      "https://contosodata.blob.core.windows.net/ resource=absent  # another container\r",
      "",
      "https://contosodata.blob.core.windows.net/invoices service=blob",
      "https://elsewhere.blob.core.windows.net/invoices",
    ].join("\n"),
  );
  const run = await runCli([
    "lab",
    "system-assigned-allowed",
    "-o",
    "json",
    "--quiet",
    "--targets-file",
    file,
  ]);
  const { targets } = reportSchema.parse(JSON.parse(run.stdout));
  expect(
    targets.map(({ url, from, part, access }) => [url, from, part, access.map(({ verdict }) => verdict)]),
  ).toEqual([
    ["https://contosodata.blob.core.windows.net/invoices", undefined, undefined, ["allowed"]],
    ["https://contosodata.blob.core.windows.net/", "file", "absent", ["not-found"]],
    ["https://contosodata.blob.core.windows.net/invoices", "file", undefined, ["allowed"]],
    ["https://elsewhere.blob.core.windows.net/invoices", "file", undefined, ["not-found-dns"]],
  ]);
  expect(run.code).toBe(4);
});

test("of several levels each is a row of its own", async () => {
  const run = await runCli(["lab", "system-assigned-allowed", "-o", "json", "--quiet", "--access", "all"]);
  const { targets } = reportSchema.parse(JSON.parse(run.stdout));
  expect(targets[0]?.access.map(({ level, verdict }) => [level, verdict])).toEqual([
    ["list", "allowed"],
    ["read", "allowed"],
    ["write", "denied-rbac"],
    ["delete", "denied-rbac"],
  ]);
  expect(run.code).toBe(3);
});
