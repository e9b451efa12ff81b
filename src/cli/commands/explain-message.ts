import { readMessage } from "../../judge/read-message.ts";
import { jsonText } from "../../report/json.ts";
import { messageText } from "../../report/message-text.ts";
import { checkWidth } from "../check-width.ts";
import { readInput } from "../read-input.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type PlainOutputArguments } from "../write-report.ts";

/** A whole log is a message, too. */
const MAX_BYTES = 1024 * 1024;

/** Where the text said nothing that is known. */
const NOTHING_KNOWN_EXIT = 4;

/** `credprobe explain --message TEXT`, or `-` for standard input: what an error text says. */
export async function explainMessageCommand(message: string, args: PlainOutputArguments): Promise<number> {
  checkWidth(args);
  const reading = readMessage(await textOf(message));
  process.stdout.write(
    args.output === "json"
      ? jsonText(reading)
      : messageText(reading, renderOptions(args, process.stdout, process.env)),
  );
  return reading.readings.length === 0 ? NOTHING_KNOWN_EXIT : 0;
}

/** @throws UsageError for an empty text, and for standard input that the program itself came from. */
async function textOf(message: string): Promise<string> {
  // `node - ... < credprobe.cjs`
  if (message === "-" && process.argv[1] === "-") {
    throw new UsageError(
      "--message -: the program itself came from standard input; give the text as an argument",
    );
  }
  const text = message === "-" ? await readInput("-", "--message -", MAX_BYTES) : message;
  if (text.trim() === "") throw new UsageError("--message is empty");
  return text;
}
