import { readInput } from "./read-input.ts";
import { shownPath } from "./shown-path.ts";
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
  const shown = `--targets-file ${shownPath(path)}`;
  const text = await readInput(path, shown, MAX_BYTES);
  const targets = text.split(/\r?\n/).flatMap((line, index) => targetOn(line, `${shown}, line ${index + 1}`));
  if (targets.length === 0) throw new UsageError(`${shown} holds no target`);
  return targets;
}

function targetOn(line: string, name: string): GivenTarget[] {
  // The rest of the line, whatever an expression takes for the end of one (U+2028).
  const [text = "", ...settings] = line
    .replace(/(?:^|\s)#.*$/s, "")
    .trim()
    .split(/\s+/);
  if (text === "") return [];
  const given: Partial<Record<string, string>> = {};
  for (const setting of settings) {
    const [, key = "", value] = SETTING.exec(setting) ?? [];
    if (value === undefined || key in given) {
      throw new UsageError(
        `${name}: one target on a line, and behind it only service=NAME and resource=PART, each once`,
      );
    }
    given[key] = value;
  }
  return [{ text, name, service: given["service"], part: given["resource"], from: "file" }];
}
