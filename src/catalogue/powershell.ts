import type { Fix } from "../model/report.ts";
import { wordsOf, type Word } from "./shell-words.ts";

/** Lines of this catalogue for which Windows has another command; `undefined` where it needs none. */
const IDIOMS: Readonly<Record<string, string | undefined>> = {
  "umask 077": undefined,
  "env | grep -i proxy": "Get-ChildItem Env: | Where-Object Name -like '*proxy*'",
  "ip route get 169.254.169.254": "Find-NetRoute -RemoteIPAddress 169.254.169.254",
  "sudo iptables -S OUTPUT": "Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True",
  "ss -ltnp 'sport = :40342'": "Get-NetTCPConnection -LocalPort 40342 -State Listen",
  "sudo systemctl restart himdsd": "Restart-Service himds",
  "sudo timedatectl set-ntp true": "w32tm /resync",
  "timedatectl status": "w32tm /query /status",
  "cat /etc/resolv.conf": "Get-DnsClientServerAddress",
  "date -u": "(Get-Date).ToUniversalTime()",
  "sudo usermod --append --groups himds '<user>'":
    "Add-LocalGroupMember -Group 'Hybrid agent extension applications' -Member '<user>'",
  "printenv AZURE_CLIENT_SECRET | tr -d '\\n' | wc -c": "$Env:AZURE_CLIENT_SECRET.Length",
};

/** Commands that are called otherwise, by their first word; what stands behind it is quoted anew. */
const COMMANDS: Readonly<Record<string, (words: readonly Word[]) => string>> = {
  unset: (names) => `Remove-Item ${names.map((name) => quoted(`Env:${textOf(name)}`)).join(", ")}`,
  export: ([assignment = ""]) => {
    const [name = "", ...value] = textOf(assignment).split("=");
    return `$Env:${name} = ${quoted(value.join("="), "always")}`;
  },
  getent: ([, host = ""]) => `Resolve-DnsName ${quoted(host)}`,
  nc: (words) => `Test-NetConnection ${quoted(words.at(-2) ?? "")} -Port ${quoted(words.at(-1) ?? "")}`,
  ls: (words) => `Get-Item ${quoted(words.at(-1) ?? "")} | Format-List`,
  // A console with the rights of an administrator takes its place.
  sudo: ([name = "", ...words]) => lineOf(textOf(name), words),
  chown: ([user = "", file = ""]) => `icacls ${quoted(file)} /grant ${quoted(`${textOf(user)}:R`)}`,
  chmod: ([, file = ""]) => `icacls ${quoted(file)} /inheritance:r`,
  // In Windows PowerShell `curl` is another command.
  curl: (words) => ["curl.exe", ...words.map((word) => quoted(word))].join(" "),
};

/**
 * A fix as PowerShell takes it. `typedIn` tells, of a console that is another shell or lacks tools, where its commands are
 * typed.
 */
export function forPowerShell({ what, commands }: Fix, typedIn: TypedIn | undefined): Fix {
  const lines = commands.flatMap((line) => inPowerShell(line) ?? []);
  if (lines.length === 0) return { what, commands: lines };
  const note = typedIn === undefined ? "" : lines.some(isOfAzure) ? typedIn.azure : typedIn.else;
  return { what: withNote(what, note), commands: lines, shell: "powershell" };
}

/** Where commands are typed: those that need a tool that administers Azure, and others. */
export interface TypedIn {
  readonly azure: string;
  readonly else: string;
}

function isOfAzure(line: string): boolean {
  return /^(?:az|kubectl) /.test(line);
}

/** The colon leads to the commands: it stays last. */
function withNote(what: string, note: string): string {
  if (note === "") return what;
  return what.endsWith(":") ? `${what.slice(0, -1)} (${note}):` : `${what} (${note})`;
}

/** A command line of this catalogue as PowerShell takes it; nothing for one that Windows does not need. */
export function inPowerShell(line: string): string | undefined {
  if (Object.hasOwn(IDIOMS, line)) return IDIOMS[line];
  const [, before, file] = /^(.*) > (\S+)$/.exec(line) ?? [];
  // `>` of Windows PowerShell writes UTF-16.
  if (before !== undefined && file !== undefined) {
    return `${inPowerShell(before) ?? before} | Out-File -Encoding ascii ${file}`;
  }
  const [name, ...words] = wordsOf(line) ?? [];
  return name === undefined ? line : lineOf(textOf(name), words);
}

function lineOf(name: string, words: readonly Word[]): string {
  const own = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return own === undefined ? [quoted(name), ...words.map((word) => quoted(word))].join(" ") : own(words);
}

function textOf(word: Word): string {
  return typeof word === "string" ? word : `$Env:${word.variable}`;
}

/**
 * Characters that stand for themselves in an argument of PowerShell (about_Parsing, about_Quoting_Rules): not the comma,
 * which makes a list, and not a dot or colon behind a dash, where it ends a parameter's name.
 */
const BARE = /^(?:[A-Za-z0-9_/\\.][A-Za-z0-9_/\\:.=+-]*|--?[A-Za-z0-9_-]+)$/;

/**
 * One argument in single quotes, in which nothing is expanded and each quotation mark is doubled, the typographic ones as
 * well. Windows PowerShell hands double quotes on to programs as they are, so that the program's own rule holds: a
 * backslash before each, and those before it doubled (about_Parsing, "Passing arguments to native commands").
 */
export function quoted(word: Word, when: "if-needed" | "always" = "if-needed"): string {
  if (typeof word !== "string") return `"$Env:${word.variable}"`;
  if (when === "if-needed" && BARE.test(word)) return word;
  const isForProgram = when === "if-needed";
  const passed = isForProgram ? forProgram(word) : word;
  return `'${passed.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

function forProgram(word: string): string {
  // Nothing would be handed on of an empty word.
  if (word === "") return '""';
  const escaped = word.replaceAll(/(\\*)"/g, '$1$1\\"');
  // PowerShell puts a word with blanks into double quotes, whose end a backslash would take away.
  return /\s/.test(word) ? escaped.replace(/\\+$/, "$&$&") : escaped;
}
