import { expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { runCli } from "../support/run-cli.ts";

/** Consoles of App Service: pipes for all three streams, no column known, no colour shown (failures.md section c.7). */
const CONSOLES: readonly string[] = ["kudu-windows", "kudu-linux", "app-service-windows"];
const played = scenarios.filter(({ expect: { host } }) => CONSOLES.includes(host ?? ""));

test("all three consoles have a scenario", () => {
  expect(new Set(played.map(({ expect: { host } }) => host))).toEqual(new Set(CONSOLES));
});

test.each(played.map(({ name, expect: { exitCode } }) => [name, exitCode] as const))(
  "%s: lines of 80 columns, in ASCII, without an escape sequence",
  async (name, exitCode) => {
    // What a terminal would have told is not asked for.
    const env = { TERM: "xterm-256color", COLUMNS: "200", LANG: "C.UTF-8" };
    const { code, stdout, stderr } = await runCli(["lab", name], { env });
    expect(code).toBe(exitCode);
    for (const text of [stdout, stderr]) expect(text).not.toMatch(/[^\n -~]/);
    // What is copied as one word is not broken: a command, a path of Azure Resource Manager, a URL.
    const words = stdout.split("\n").filter((line) => line.length > 80 && /\S\s+\S/.test(line.trim()));
    expect(words).toEqual([]);
    // No line is drawn over: each stays, and ends. The lab's own words come last.
    expect(stderr).toMatch(/^credprobe: [^\n]+ \(at most \d+ s more\)\n/);
  },
);
