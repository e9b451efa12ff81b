import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageEvidence } from "../../src/collect/message-evidence.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Report } from "../../src/model/report.ts";
import { evidence, links } from "../judge/evidence.ts";
import { runCli } from "../support/run-cli.ts";

const EXPIRED = "EnvironmentCredential: AADSTS7000222: The provided client secret keys are expired.";
const SECRET = "lab-fake-secret-7Qx9Zt4Lm2";

let folder = "";
let saved = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-message-"));
  saved = join(folder, "report.json");
  const error = { name: "AuthenticationError", text: "", entra: [{ code: 7_000_222 }] };
  const failed = evidence({ links: links({ environment: "failed" }, { environment: { error } }) });
  await writeFile(saved, JSON.stringify(judge(failed)));
});
afterAll(async () => await rm(folder, { recursive: true }));

const explained = async (args: string[], input?: string) => {
  const run = await runCli(["explain", saved, "-o", "json", ...args], input === undefined ? {} : { input });
  expect(run.stderr).toBe("");
  return { ...run, report: JSON.parse(run.stdout) as Report };
};

describe("a text beside a saved report", () => {
  test.each([
    ["as an argument", ["--message", EXPIRED], undefined],
    ["from standard input", ["--message", "-"], EXPIRED],
    ["with Windows line ends and a byte order mark", ["--message", "-"], `\uFEFF${EXPIRED}\r\nat x\r\n`],
  ])("%s is judged together with it", async (_, args, input) => {
    const { code, report } = await explained(args, input);
    expect(code).toBe(5);
    expect(report.findings.at(-1)).toMatchObject({ slug: "message-agrees" });
    expect(report.message).not.toMatch(/[\r\uFEFF]/);
  });

  test("and stays in the report: judged again, it says the same", async () => {
    const first = await explained(["--message", `${EXPIRED}\nline two`]);
    const again = join(folder, "again.json");
    await writeFile(again, first.stdout);
    expect((await runCli(["explain", again, "-o", "json"])).stdout).toBe(first.stdout);
  });

  test("a report from standard input, and a text as an argument", async () => {
    const input = JSON.stringify(judge(evidence()));
    const run = await runCli(["explain", "-", "--message", EXPIRED, "-o", "json"], { input });
    expect((JSON.parse(run.stdout) as Report).messageReading?.readings[0]?.code).toBe(7_000_222);
  });

  test("secrets in it are taken out", async () => {
    const { stdout } = await explained(["--message", `${EXPIRED} client_secret=${SECRET}&x=1`]);
    expect(stdout).not.toContain(SECRET);
    expect(stdout).toContain("[removed");
  });

  test("its lines fake no line of the report", async () => {
    const run = await runCli(["explain", saved, "--message", `${EXPIRED}\nVERDICT  all is well`]);
    expect(run.stdout.match(/^VERDICT/gm)).toHaveLength(1);
    expect(run.stdout).toMatch(/^MESSAGE\n {2}AADSTS7000222/m);
  });
});

test.each([
  [["explain", "-", "--message", "-"], /cannot both come from standard input/],
  [["--targets-file", "-", "--message", "-"], /cannot both come from standard input/],
  [["explain", "report.json", "--message", "\r\n"], /--message is empty/],
  [["--message", " "], /--message is empty/],
  [["--expect-client-id", SECRET], /--expect-client-id must be a GUID/],
  [["explain", "report.json", "--expect-object-id", SECRET], /--expect-object-id must be a GUID/],
  [["lab", "no-identity", "--expect-object-id", ""], /--expect-object-id must be a GUID/],
])("%j is one line, exit 2", async (args, names) => {
  const { code, stdout, stderr } = await runCli(args, { input: "x" });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(names);
  expect(stderr).not.toContain(SECRET);
});

test("a saved report is held against who was expected", async () => {
  const won = join(folder, "won.json");
  const tokens = [
    { scope: "s", outcome: "succeeded" as const, claims: { oid: "07336777-83dc-4046-a73e-677d4bb02754" } },
  ];
  const system = links({ "managed-identity-system": "succeeded" }, { "managed-identity-system": { tokens } });
  await writeFile(won, JSON.stringify(judge(evidence({ links: system }))));
  const exit = async (id: string) => (await runCli(["explain", won, "--expect-object-id", id])).code;
  expect(await exit("07336777-83dc-4046-a73e-677d4bb02754")).toBe(0);
  expect(await exit("ca3ce0f1-7679-4dba-94b6-6569e3983746")).toBe(6);
});

describe("what is kept of a text", () => {
  test("of a long log the lines that tell something, each once", () => {
    const noise = Array.from({ length: 5000 }, (_, index) => `12:00:${index} GET /health 200`);
    const log = [...noise, EXPIRED, ...noise, EXPIRED, "azsdk-python-identity/1.12.0"].join("\r\n");
    const kept = messageEvidence(log);
    expect(kept.length).toBeLessThan(1000);
    expect(kept.match(/AADSTS7000222/g)).toHaveLength(1);
    expect(kept).toContain("azsdk-python-identity/1.12.0");
  });

  test("never more than 8 KB, and no half of a character", () => {
    const kept = messageEvidence(`x${"\u{1F600}".repeat(20_000)}`);
    expect(kept.length).toBeLessThanOrEqual(8192);
    expect(kept).toMatch(/^x\u{1F600}*$/u);
  });

  test("colours are gone, what cannot be seen is written out", () => {
    expect(messageEvidence("\x1b[31mERROR: \x1b[0mAADSTS7000222\u202e\tx\0")).toBe(
      String.raw`ERROR: AADSTS7000222\u{202e}  x\x00`,
    );
  });
});
