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

test("targets of a file come behind those of the command line, in its order, each asked once", async () => {
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
    ["https://elsewhere.blob.core.windows.net/invoices", "file", undefined, ["not-found-dns"]],
  ]);
  expect(run.code).toBe(4);
});

test("a service that does not fit the host of its target is a usage error", async () => {
  const file = join(folder, "misfit.txt");
  await writeFile(file, "https://contosodata.blob.core.windows.net/invoices service=queue\n");
  const { code, stdout, stderr } = await runCli(["--targets-file", file]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("line 1 says service=queue, and its host is one of blob");
});

test("of many targets of one account each answer is asked of Azure Resource Manager once, and told once", async () => {
  const file = join(folder, "many.txt");
  const names = Array.from({ length: 14 }, (_, index) => `part-${index}`);
  await writeFile(file, names.map((name) => `https://contosodata.blob.core.windows.net/${name}`).join("\n"));
  const run = await runCli(["lab", "role-too-new", "-o", "json", "--quiet", "--targets-file", file]);
  const { targets, findings } = reportSchema.parse(JSON.parse(run.stdout));
  expect(run.code).toBe(3);
  expect(findings.map(({ slug }) => slug)).toEqual(["role-not-effective-yet"]);
  expect(findings[0]?.cause).toContain("The same holds for 14 other targets: contosodata/part-0,");
  expect(findings[0]?.evidence).toHaveLength(15);
  const told = targets.flatMap(({ arm = [] }) => arm);
  // Ten parts, and the account for the others.
  expect(told).toHaveLength(15);
  expect(new Set(told.map(({ scope }) => scope)).size).toBe(11);
  const asked = told.flatMap(({ questions }) => questions.filter(({ exchange }) => exchange !== undefined));
  expect(asked.filter(({ what }) => what === "find-resource")).toHaveLength(2);
  expect(asked.filter(({ what }) => what === "permissions")).toHaveLength(11);
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
