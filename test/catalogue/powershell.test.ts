import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { command } from "../../src/catalogue/fixes.ts";
import { inPowerShell, quoted } from "../../src/catalogue/powershell.ts";
import { wordsOf } from "../../src/catalogue/shell-words.ts";

/** Anything that a name, an id or a query may hold; a NUL ends a program's argument everywhere. */
const word = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."ab '\"\\$`!&%|;<>(){}[]*?#~,@:=.-\n\u2018\u2019"), maxLength: 12 }),
  )
  .filter((text) => !text.includes("\0"));

describe("a POSIX shell", () => {
  test("reads each word as it was meant", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const line = `printf '%s\\0' ${command(...words)}`;
        const out = execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" });
        expect(out.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });

  test("and what reads the catalogue's lines again reads them so, too", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(wordsOf(command(...words))).toEqual(words);
      }),
    );
  });

  test.each([
    "env | grep -i proxy",
    "az login > file",
    "a; b",
    "a && b",
    'ls "$HOME/x"',
    "echo $(id)",
    "a 'b",
  ])("%s is more than words", (line) => {
    expect(wordsOf(line)).toBeUndefined();
  });
});

/** The arguments that PowerShell makes of a line of quoted words (about_Parsing, about_Quoting_Rules). */
function argumentsOf(line: string): string[] {
  const found = [...line.matchAll(/'((?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*)'|(\S+)/g)];
  return found.map(([, single, bare = ""]) =>
    single === undefined ? bare : single.replaceAll(/(['\u2018-\u201b])\1/g, "$1"),
  );
}

/** What Windows PowerShell hands on: a word with blanks in double quotes, and nothing escaped. */
function commandLineOf(args: readonly string[]): string {
  return args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)).join(" ");
}

/** How a program of Windows takes its command line apart ("Parsing C command-line arguments", Microsoft). */
function programReads(line: string): string[] {
  const args: string[] = [];
  let arg: string | undefined;
  let quotes = false;
  for (let at = 0; at < line.length;) {
    const [, slashes = "", quote] = /^(\\*)("?)/.exec(line.slice(at)) ?? [];
    const char = line.charAt(at);
    if (quote === '"') {
      arg = (arg ?? "") + "\\".repeat(Math.floor(slashes.length / 2));
      if (slashes.length % 2 === 1) arg += '"';
      else quotes = !quotes;
      at += slashes.length + 1;
    } else if (slashes !== "") {
      arg = (arg ?? "") + slashes;
      at += slashes.length;
    } else if (/\s/.test(char) && !quotes) {
      if (arg !== undefined) args.push(arg);
      arg = undefined;
      at += 1;
    } else {
      arg = (arg ?? "") + char;
      at += 1;
    }
  }
  return arg === undefined ? args : [...args, arg];
}

describe("PowerShell", () => {
  test("hands each word on to the program as it was meant", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const line = words.map((one) => quoted(one)).join(" ");
        expect(programReads(commandLineOf(argumentsOf(line)))).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });

  test("takes a value for a variable as it was meant", () => {
    fc.assert(
      fc.property(word, (value) => {
        expect(argumentsOf(quoted(value, "always"))).toEqual([value]);
      }),
    );
  });

  test.each([
    ["unset AZURE_CLIENT_ID AZURE_TENANT_ID", "Remove-Item Env:AZURE_CLIENT_ID, Env:AZURE_TENANT_ID"],
    ["export NO_PROXY=169.254.169.254,localhost", "$Env:NO_PROXY = '169.254.169.254,localhost'"],
    ["export A='it'\\''s'", "$Env:A = 'it''s'"],
    ["umask 077", undefined],
    ["env | grep -i proxy", "Get-ChildItem Env: | Where-Object Name -like '*proxy*'"],
    ['ls -l "$AZURE_FEDERATED_TOKEN_FILE"', 'Get-Item "$Env:AZURE_FEDERATED_TOKEN_FILE" | Format-List'],
    ["getent hosts a.example", "Resolve-DnsName a.example"],
    ["nc -vz -w 5 a.example 5671", "Test-NetConnection a.example -Port 5671"],
    ["sudo azcmagent show", "azcmagent show"],
    ["curl -sS -H 'Metadata: true' 'http://a/?x=1'", "curl.exe -sS -H 'Metadata: true' 'http://a/?x=1'"],
    ["az webapp show --query '{a:b,c:d}'", "az webapp show --query '{a:b,c:d}'"],
    ['az a create --parameters \'{"a":"b"}\'', 'az a create --parameters \'{\\"a\\":\\"b\\"}\''],
    ["az a --cert '@<certificate.pem>'", "az a --cert '@<certificate.pem>'"],
    ["az x > client-secret.txt", "az x | Out-File -Encoding ascii client-secret.txt"],
    ["cat '<key.pem>' >> x | y", "cat '<key.pem>' >> x | y"],
  ])("%s", (posix, powershell) => {
    expect(inPowerShell(posix)).toBe(powershell);
  });
});
