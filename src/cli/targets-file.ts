import { readFile, stat } from "node:fs/promises";
import { escapeText } from "../model/escape-text.ts";
import { UsageError } from "./usage-error.ts";

/** A target as it was given, and where, for messages: its own text may hold a secret. */
export interface GivenTarget {
  readonly text: string;
  readonly name: string;
  readonly service?: string | undefined;
  readonly part?: string | undefined;
  readonly from?: "file" | "discovery";
}

/** Some ten thousand targets. */
const MAX_BYTES = 1024 * 1024;
const SETTING = /^(service|resource)=(\S+)$/;

/**
 * Targets of a file: one on each line, with `service=NAME` and `resource=PART` behind it where they are needed; `#`
 * begins a comment.
 *
 * @throws UsageError naming the file, and the line of what cannot be read.
 */
export async function readTargetsFile(path: string): Promise<GivenTarget[]> {
  const shown = `--targets-file ${escapeText(path, 300)}`;
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${shown} cannot be read (${error.code ?? error.name})`);
  });
  if (!found.isFile()) throw new UsageError(`${shown} is not a file`);
  if (found.size > MAX_BYTES) throw new UsageError(`${shown} is too large (${found.size} bytes)`);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${shown} cannot be read (${error.code ?? error.name})`);
  });
  const targets = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line, index) => targetOn(line, `${shown}, line ${index + 1}`));
  if (targets.length === 0) throw new UsageError(`${shown} holds no target`);
  return targets;
}

function targetOn(line: string, name: string): GivenTarget[] {
  const [text = "", ...settings] = line
    .replace(/(?:^|\s)#.*$/, "")
    .trim()
    .split(/\s+/);
  if (text === "") return [];
  const given: Partial<Record<string, string>> = {};
  for (const setting of settings) {
    const [, key = "", value] = SETTING.exec(setting) ?? [];
    if (value === undefined || key in given) {
      throw new UsageError(`${name}: behind the target stand service=NAME and resource=PART only, each once`);
    }
    given[key] = value;
  }
  return [{ text, name, service: given["service"], part: given["resource"], from: "file" }];
}
