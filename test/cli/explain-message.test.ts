import { expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

const TEXT =
  "EnvironmentCredential: AADSTS7000222: The provided client secret keys are expired. lab-fake-secret";

test.each([
  ["as an argument", ["--message", TEXT], undefined],
  ["from standard input", ["--message", "-"], TEXT],
])("an error text %s: the cause, and nothing of the text", async (_, args, input) => {
  const run = await runCli(["explain", ...args], input === undefined ? {} : { input });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toMatch(/^MESSAGE {2}AADSTS7000222: the secret was right once, and is past its end\.\n/);
  expect(run.stdout).toContain("secret-expired");
  expect(run.stdout).not.toContain("lab-fake-secret");
});

test("as JSON; a text that is not known ends with exit code 4", async () => {
  const known = await runCli(["explain", "--message", TEXT, "-o", "json"]);
  expect(JSON.parse(known.stdout)).toMatchObject({ readings: [{ code: 7_000_222, link: "environment" }] });
  const unknown = await runCli(["explain", "--message", "all is well"]);
  expect(unknown.code).toBe(4);
  expect(unknown.stdout).toContain("This version does not know this text.");
});

test.each([
  [["explain"], /needs a report, or --message/],
  [["explain", "--message", " "], /--message is empty/],
])("%j is one line, exit 2", async (args, names) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(names);
  expect(stderr).not.toContain("lab-fake-secret");
});
