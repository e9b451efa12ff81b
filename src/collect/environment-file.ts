import { parseEnv } from "node:util";
import { parseNulSeparated } from "../world/linux-processes.ts";
import type { Environment } from "../world/world.ts";

/** What a file of variables holds, or what is wrong with it; no content of the file stands in `problem`. */
export type EnvironmentFile = { readonly env: Environment } | { readonly problem: string };

/** The name in front of a value; app settings have `:` and `-` in theirs. */
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][\w.:-]*\s*=[ \t]*(.*)$/s;

/**
 * Variables of a file as apps get them: `NAME=value` lines as Node's `--env-file` reads them (comments, quotes, values
 * of several lines), a copy of /proc/N/environ, or the JSON of `az webapp config appsettings list` or of a
 * local.settings.json. Unlike Node it refuses what it cannot read.
 */
export function parseEnvironmentFile(text: string): EnvironmentFile {
  // What UTF-16 becomes when it is read as UTF-8; Windows PowerShell writes it with `>`.
  if (/^(?:\uFFFD\uFFFD|[^\0]\0[^\0]\0[^\0]\0)/.test(text)) return { problem: "is UTF-16: save it as UTF-8" };
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.includes("\0")) return { env: parseNulSeparated(plain) };
  return /^\s*[[{]/.test(plain) ? parseSettings(plain) : parseLines(plain);
}

function parseLines(text: string): EnvironmentFile {
  const lines = text.split(/\r?\n/);
  const env: Record<string, string> = {};
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? "";
    const isBlank = /^\s*(?:#|$)/.test(line);
    const end = isBlank ? index : lastLine(lines, index);
    if (end === undefined) return { problem: `line ${index + 1} is not NAME=value` };
    if (!isBlank) Object.assign(env, parseEnv(lines.slice(index, end + 1).join("\n")));
    index = end + 1;
  }
  return { env };
}

/** Index of the line that an assignment ends in, `undefined` when it is none, or its quote is not closed. */
function lastLine(lines: readonly string[], start: number): number | undefined {
  const value = ASSIGNMENT.exec(lines[start] ?? "")?.[1];
  if (value === undefined) return undefined;
  const quote = value[0] ?? "";
  if (!`"'\``.includes(quote) || quote === "") return start;
  for (let index = start; index < lines.length; index++) {
    const text = index === start ? value.slice(1) : (lines[index] ?? "");
    const close = text.indexOf(quote);
    if (close >= 0) return /^\s*(?:#.*)?$/.test(text.slice(close + 1)) ? index : undefined;
  }
  return undefined;
}

function parseSettings(text: string): EnvironmentFile {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: "is not valid JSON" };
  }
  const env: Record<string, string> = {};
  for (const [index, [name, value]] of settingsOf(document).entries()) {
    // App Service lists a setting without a value as null.
    if (typeof name !== "string" || name === "" || typeof (value ?? "") !== "string") {
      return { problem: `holds an entry that is no setting (entry ${index + 1})` };
    }
    if (typeof value === "string") env[name] = value;
  }
  return { env };
}

/** Names and values of a list of `{ name, value }`, of the `Values` of local.settings.json, or of a plain object. */
function settingsOf(document: unknown): [name: unknown, value: unknown][] {
  if (Array.isArray(document)) {
    return document.map((entry: unknown) =>
      typeof entry === "object" && entry !== null
        ? [Reflect.get(entry, "name"), Reflect.get(entry, "value")]
        : [undefined, undefined],
    );
  }
  const values: unknown = Reflect.get(document as object, "Values");
  return Object.entries(typeof values === "object" && values !== null ? values : (document as object));
}
