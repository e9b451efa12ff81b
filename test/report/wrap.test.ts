import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrapCommand } from "../../src/report/wrap-command.ts";
import { hang, measure, wrap } from "../../src/report/wrap.ts";
import { TENANT, VM_ID } from "./fixture.ts";

describe("wrap", () => {
  test.each([
    ["words", "one two three", 8, ["one two", "three"]],
    ["runs of spaces and a newline", "a   b\nc", 10, ["a b", "c"]],
    ["an id is whole", `id ${TENANT} end`, 10, ["id", TENANT, "end"]],
    ["an ARM id is whole", `at ${VM_ID}`, 20, ["at", VM_ID]],
    ["another long word is not", "abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["nothing", "", 10, [""]],
    ["wide characters", "\u4e00\u4e8c\u4e09", 4, ["\u4e00\u4e8c", "\u4e09"]],
  ])("%s", (_name, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  test("loses no character but spaces", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(wrap(text, width).join("").replaceAll(" ", "")).toBe(text.replaceAll(/[ \n]/g, ""));
      }),
    );
  });

  test("colours take no room", () => {
    expect(measure("\u001b[31mred\u001b[39m")).toBe(3);
  });
});

describe("hang", () => {
  test("beside its lead, or under it where there is no room", () => {
    expect(hang("name  ", "one two three", 30)).toEqual(["name  one two three"]);
    expect(hang("name  ", "aa bb cc dd ee ff gg hh ii jj", 30)).toEqual([
      "name  aa bb cc dd ee ff gg hh",
      "      ii jj",
    ]);
    expect(hang("  a long name  ", TENANT, 40)).toEqual(["  a long name", `    ${TENANT}`]);
    expect(hang("  ", "one two three", 8)).toEqual(["  one", "  two", "  three"]);
  });
});

describe("wrapCommand", () => {
  test("breaks before options, keeps an option with its value", () => {
    expect(wrapCommand(`az role create --id ${TENANT} --role 'Data Reader' -o tsv`, 56)).toEqual([
      "az role create \\",
      `  --id ${TENANT} \\`,
      "  --role 'Data Reader' -o tsv",
    ]);
  });

  test("a value that is too long starts on a line of its own, whole", () => {
    expect(wrapCommand(`az vm identity show --ids ${VM_ID} -o tsv`, 60)).toEqual([
      "az vm identity show \\",
      "  --ids \\",
      `  ${VM_ID} \\`,
      "  -o tsv",
    ]);
  });

  test("neither a comment nor a newline gets a continuation into what follows", () => {
    expect(wrapCommand("true # a comment that is too long for the line", 12)).toEqual([
      "true \\",
      "  # a comment that is too long for the line",
    ]);
    expect(wrapCommand("echo a\nrm -r b", 80)).toEqual(["echo a\\nrm -r b"]);
  });

  test("a shell reads the same arguments from the wrapped command", () => {
    const argument = fc
      .string({ unit: fc.constantFrom(..."ab-' \"\\$#;&|<>*~"), minLength: 1, maxLength: 12 })
      .map((text) => `'${text.replaceAll("'", `'\\''`)}'`);
    const word = fc.constantFrom("--option", "-o", "a", '"two words"', "a\\ b", '"it\'s"');
    fc.assert(
      fc.property(fc.array(fc.oneof(argument, word), { minLength: 1, maxLength: 8 }), (words) => {
        const print = `printf '[%s]' ${words.join(" ")}`;
        expect(shell(wrapCommand(print, 20).join("\n"))).toBe(shell(print));
      }),
      { numRuns: 60 },
    );
  });

  test("PowerShell has its own continuation, and a backslash protects nothing there", () => {
    expect(wrapCommand("az role create --role 'Data Reader' -o tsv", 36, "powershell")).toEqual([
      "az role create `",
      "  --role 'Data Reader' -o tsv",
    ]);
    expect(wrapCommand("Get-Item C:\\home\\ --name 'it''s a' b` c", 26, "powershell")).toEqual([
      "Get-Item C:\\home\\ `",
      "  --name 'it''s a' b` c",
    ]);
  });

  test("a command of very many words takes a moment", () => {
    const started = performance.now();
    wrapCommand("a ".repeat(500_000), 80);
    wrapCommand("-a ".repeat(300_000), 80);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

function shell(command: string): string {
  return execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" });
}
