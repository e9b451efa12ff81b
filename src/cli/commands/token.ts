import { jsonText } from "../../report/json.ts";
import { tokenText } from "../../report/token-text.ts";
import { checkWidth } from "../check-width.ts";
import { checkInputIsLeft, readInput } from "../read-input.ts";
import { tokenReading } from "../token-reading.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type PlainOutputArguments } from "../write-report.ts";

/** Far above any token; a larger text is something else. */
const MAX_BYTES = 1024 * 1024;

/** It is a token, and nothing can be read in it. */
const UNREADABLE_EXIT = 4;

const PIPE = "for example: az account get-access-token | credprobe token";

const WITH_VALUE: readonly string[] = ["-o", "--output", "--width"];

/** @throws UsageError, which repeats nothing, for what stands behind `token` and is no option. */
export function refuseTokenArgument(words: readonly string[]): void {
  const isGiven = words.some(
    (word, index) =>
      word.length > 40 || (!word.startsWith("-") && !WITH_VALUE.includes(words[index - 1] ?? "")),
  );
  if (isGiven) {
    throw new UsageError(
      `token takes none on the command line, where it would stay in the shell's history and the list of processes: pipe it in, ${PIPE}`,
    );
  }
}

/** `credprobe token`: what a token from standard input says. Nobody is asked, and nothing of its text is shown. */
export async function tokenCommand(args: PlainOutputArguments): Promise<number> {
  checkWidth(args);
  checkInputIsLeft("token", "keep it in a file, and pipe the token into it");
  if (process.stdin.isTTY) throw new UsageError(`token reads from standard input: pipe a token in, ${PIPE}`);
  const text = await readInput("-", "standard input", MAX_BYTES);
  const reading = tokenReading(text, Date.now());
  process.stdout.write(
    args.output === "json"
      ? jsonText(reading)
      : tokenText(reading, renderOptions(args, process.stdout, process.env)),
  );
  return reading.form === "jwt" ? 0 : UNREADABLE_EXIT;
}
