import { messageEvidence } from "../collect/message-evidence.ts";
import { checkInputIsLeft, readInput } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

/** A whole log is a message, too. */
const MAX_BYTES = 1024 * 1024;

/**
 * The error text that `--message` gives, or that standard input holds (`-`), as a report keeps it.
 *
 * @throws UsageError for an empty text, and for standard input that the program itself came from.
 */
export async function readMessageOption(message: string, quiet = false): Promise<string> {
  if (message === "-") checkInputIsLeft("--message -", "give the text as an argument");
  const text = messageEvidence(
    message === "-" ? await readInput("-", "--message -", MAX_BYTES, quiet) : message,
  );
  if (text === "") throw new UsageError("--message is empty");
  return text;
}
