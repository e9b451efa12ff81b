import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  for (const scenario of ["blob-denied-rbac", "blob-allowed", "app-service-works"]) {
    const { stdout } = await runCli(["lab", scenario, "-o", "json", "--quiet"]);
    await writeFile(join(folder, `${scenario}.json`), stdout);
  }
  await writeFile(join(folder, "damaged.json"), '{"schemaVersion": 1,');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const diff = async (...args: string[]) => await runCli(["diff", ...args], { cwd: folder });

test("under pseudonyms of different salts, and of one only: what came of everything is compared, no name", async () => {
  const under = async (name: string, ...salt: string[]) => {
    const args = ["explain", "blob-denied-rbac.json", "--anonymize", ...salt, "-o", "json"];
    await writeFile(join(folder, name), (await runCli(args, { cwd: folder })).stdout);
  };
  await Promise.all([under("one.json"), under("other.json")]);
  for (const other of ["other.json", "blob-denied-rbac.json"]) {
    const same = await diff("one.json", other);
    expect(same).toMatchObject({ code: 0, stderr: "" });
    expect(same.stdout).toMatch(/as far as it can be told without\s+names\./);
    expect(same.stdout).toMatch(/ids, names and addresses are\s+not compared/);
  }
  const { code, stdout } = await diff("one.json", "blob-allowed.json", "-o", "json");
  expect(code).toBe(6);
  const { headline } = JSON.parse(stdout) as Record<string, unknown>;
  expect(headline).toMatch(
    /whether it is the same one cannot be told\. Verdict of .* denied-rbac in A, allowed in B\./,
  );
});

test("before and after a role was given: the same identity, another verdict", async () => {
  const { code, stdout, stderr } = await diff("blob-denied-rbac.json", "blob-allowed.json", "-o", "json");
  expect(stderr).toBe("");
  expect(code).toBe(6);
  const { headline, isSame, differences } = JSON.parse(stdout) as Record<string, unknown>;
  expect(headline).toMatch(
    /^Both get the system-assigned identity vm-contoso-web .* denied-rbac in A, allowed in B\./,
  );
  expect(isSame).toBe(false);
  expect(differences).toEqual([
    expect.objectContaining({
      topic: "access",
      a: "denied-rbac (AuthorizationPermissionMismatch)",
      b: "allowed",
    }),
    expect.objectContaining({ topic: "findings", what: "role-missing" }),
  ]);
});

test("the same app on two machines: who it is there, and what the machines are", async () => {
  const { code, stdout } = await diff("blob-allowed.json", "app-service-works.json");
  expect(code).toBe(6);
  expect(stdout).toMatch(/^DIFF {2}The identity differs: A gets the system-assigned identity vm-contoso-web/);
  expect(stdout).toMatch(/\nHOST\n {2}kind\n {4}A {2}azure-vm\n {4}B {2}app-service-linux\n/);
  expect(stdout).toMatch(/\n {2}IDENTITY_ENDPOINT\n {4}A {2}not set\n/);
});

test("nothing that matters: two runs in the same place", async () => {
  const again = await runCli(["lab", "blob-allowed", "-o", "json", "--quiet"]);
  const run = await runCli(["diff", "blob-allowed.json", "-"], { cwd: folder, input: again.stdout });
  expect(run.stdout).toMatch(/^DIFF {2}Nothing that matters differs\.\n/);
  expect(run.code).toBe(0);
});

describe("bad input ends with one line and exit code 2", () => {
  test.each([
    [[], /two reports/],
    [["blob-allowed.json"], /two reports/],
    [["blob-allowed.json", "blob-allowed.json", "blob-allowed.json"], /two reports/],
    [["-", "-"], /only one report can come from standard input/],
    [["blob-allowed.json", "damaged.json"], /damaged\.json is not valid JSON/],
    [["absent.json", "blob-allowed.json"], /absent\.json does not exist/],
    [["blob-allowed.json", "blob-denied-rbac.json", "-o", "markdown"], /output/],
  ])("%j", async (args, names) => {
    const { code, stdout, stderr } = await diff(...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(names);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

test.each([
  [
    ["--expect-client-id", "11111111-1111-4111-8111-111111111111"],
    /--expect-\* can only name one of its own/,
  ],
  [
    [
      "--message",
      "AADSTS700016: Application with identifier '11111111-1111-4111-8111-111111111111' was not found",
    ],
    /--message names real ids/,
  ],
])("a report under pseudonyms is not judged by real ids: %j", async (args, why) => {
  const saved = await runCli(["explain", "blob-allowed.json", "--anonymize", "-o", "json"], { cwd: folder });
  const { code, stdout, stderr } = await runCli(["explain", "-", ...args], { input: saved.stdout });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(why);
});
