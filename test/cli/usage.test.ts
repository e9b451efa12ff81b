import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  await writeFile(join(folder, "damaged.json"), '{"schemaVersion": 1,');
  await writeFile(join(folder, "foreign.json"), '{"name": "something else"}');
  await writeFile(join(folder, "newer.json"), '{"schemaVersion": 99}');
  await writeFile(join(folder, "empty.txt"), "# nothing\n\n");
  await writeFile(
    join(folder, "bad.txt"),
    "https://a12.blob.core.windows.net/\n# comment\nhttps://user:lab-fake-password@evil.test/\n",
  );
  await writeFile(join(folder, "bad-setting.txt"), "https://a12.blob.core.windows.net/ host=evil.test\n");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Command line, and what its one line must name. */
const MISTAKES: readonly (readonly [args: readonly string[], names: RegExp])[] = [
  [["--frobnicate"], /frobnicate/],
  [["--acess", "read"], /acess; did you mean --access\?/],
  [["--targts-file", "x"], /; did you mean --targets-file\?/],
  [["lab", "no-identity", "--acess", "read"], /did you mean --access\?/],
  [["lab", "system-assigned-allow"], /did you mean system-assigned-allowed\?/],
  [["lab", "list", "no-such-word"], /lab list/],
  [["explian", "x.json"], /no such command; did you mean explain\?/],
  [["--timeout", "3", "--timeout", "5"], /--timeout is given twice/],
  [["-o", "json", "-o", "text"], / -o is given twice/],
  [["--sdk", "python", "--sdk", "javascript"], /given twice/],
  [["--timeout"], /timeout/],
  [
    ["lab", "leftover-secret", "https://contosodata.blob.core.windows.net/?sig=lab-fake-signature"],
    /takes one scenario/,
  ],
  [["--resource", "other", "https://contosodata.blob.core.windows.net/invoices"], /target 1 .*--resource/],
  [["lab", "no-such-scenario"], /lab list/],
  [["-o", "yaml"], /output/],
  [["--salt", "lab-fake-salt"], /--salt goes with --anonymize/],
  [["--anonymize", "--salt", "short"], /--salt must have at least 8/],
  [["--short", "-o", "json"], /--short is a form of text and markdown/],
  [["explain", "--message", "AADSTS7000215", "-o", "markdown"], /--message/],
  [["--sdk", "ruby"], /sdk/],
  [["--only", "no-such-link"], /only/],
  [["--only", "environment", "--skip", "environment"], /--only and --skip both name environment/],
  [["--managed-identity-client-id", "web"], /--managed-identity-client-id/],
  [["--timeout", "0"], /--timeout/],
  [["--timeout", "soon"], /--timeout/],
  [["--deadline", "-1"], /--deadline/],
  [["--width", "3"], /--width/],
  [["--scope", "storage"], /--scope/],
  [["--resource", "a/../b"], /--resource/],
  [["--resource", "a/../b", "https://contosodata.blob.core.windows.net/"], /--resource/],
  [["--service", "nonsense", "https://contosodata.blob.core.windows.net/"], /--service/],
  [["--service", "key-vault", "https://contosodata.blob.core.windows.net/"], /--service key-vault/],
  [["--access", "everything"], /access/],
  [["--targets-file", "absent.txt"], /--targets-file absent\.txt/],
  [["--targets-file", "."], /--targets-file .*not a file/],
  [["--targets-file", "empty.txt"], /--targets-file .*no target/],
  [["--targets-file", "bad.txt"], /--targets-file .*line 3/],
  [["--targets-file", "bad-setting.txt"], /--targets-file .*line 1/],
  [["https://evilblob.core.windows.net/"], /target 1/],
  [["https://contosodata.blob.core.windows.net.evil.test/"], /target 1/],
  [["https://contosodata.privatelink.blob.core.windows.net/"], /target 1 .*privatelink/],
  [["https://203.0.113.7/"], /target 1/],
  [["https://contoso.azurewebsites.net/"], /target 1/],
  [["contosodata"], /target 1/],
  [
    ["https://sb-contoso.servicebus.windows.net/orders"],
    /target 1 .*--service service-bus or --service event-hubs/,
  ],
  [
    ["--service", "service-bus", "--resource", "a/../b", "sb://sb-contoso.servicebus.windows.net"],
    /--resource does not name a queue or topic/,
  ],
  [["http://contosodata.blob.core.windows.net/"], /target 1 .*https/],
  [["https://contosodata.blob.core.windows.net/", "https://example.com/"], /target 2/],
  [["https://user:lab-fake-password@contosodata.blob.core.windows.net/"], /target 1 .*password/],
  [["https://contosodata.blob.core.windows.net:8443/"], /target 1 .*port/],
  [["explain"], /report|arguments/],
];

describe("bad input is one line, exit 2, and nothing on standard output", () => {
  test.each(MISTAKES)("%j", async (args, names) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    expect(stderr).toMatch(names);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).not.toMatch(/lab-fake-(password|signature)/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test.each(["absent.json", "damaged.json", "foreign.json", "newer.json"])("explain %s", async (name) => {
    const { code, stdout, stderr } = await runCli(["explain", join(folder, name)]);
    expect(stderr).toContain(name);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("a report from standard input", () => {
  test.each(["-", "/dev/stdin"])("named %s", async (name) => {
    const { stdout: saved } = await runCli(["lab", "no-identity", "-o", "json", "--quiet"]);
    const again = await runCli(["explain", name, "-o", "json"], { input: saved });
    expect(again).toMatchObject({ code: 5, stdout: saved, stderr: "" });
  });

  test("that is none is one line", async () => {
    const run = await runCli(["explain", "-"], { input: "{" });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/^credprobe: standard input is not valid JSON.*\n$/);
  });
});

test("--version and --help answer on standard output", async () => {
  const version = await runCli(["--version"]);
  expect(version).toMatchObject({ code: 0, stderr: "" });
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await runCli(["--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("--managed-identity-client-id");
});

test("lab without a name runs the story of the leftover secret", async () => {
  const { code, stdout } = await runCli(["lab"]);
  expect(code).toBe(3);
  expect(stdout).toContain("scenario leftover-secret");
  expect(stdout).toContain("az role assignment create");
});

test("lab list names every scenario", async () => {
  const { code, stdout } = await runCli(["lab", "list"]);
  expect(code).toBe(0);
  expect(stdout).toContain("leftover-secret");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .every((line) => line.length <= 80),
  ).toBe(true);
  const names = [...stdout.matchAll(/^ {2}([a-z0-9-]+) {2}/gm)].map(([, name = ""]) => name);
  expect(names.sort()).toEqual(scenarios.map(({ name }) => name).sort());
});

test("lab list with a word names the scenarios in which it stands", async () => {
  const { code, stdout } = await runCli(["lab", "list", "CLOUD SHELL"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}cloud-shell-user /m);
  expect(stdout).not.toContain("leftover-secret");
});
