import { readMessage } from "../../judge/read-message.ts";
import { jsonText } from "../../report/json.ts";
import { messageText } from "../../report/message-text.ts";
import { checkWidth } from "../check-width.ts";
import { readMessageOption } from "../message-option.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type OutputArguments } from "../write-report.ts";

/** Where the text said nothing that is known. */
const NOTHING_KNOWN_EXIT = 4;

/** `credprobe explain --message TEXT`, or `-` for standard input: what an error text says. */
export async function explainMessageCommand(message: string, args: OutputArguments): Promise<number> {
  checkWidth(args);
  if (args.short || (args.output !== "text" && args.output !== "json"))
    throw new UsageError("explain --message is shown as text or json, in one form");
  const reading = readMessage(await readMessageOption(message));
  process.stdout.write(
    args.output === "json"
      ? jsonText(reading)
      : messageText(reading, renderOptions(args, process.stdout, process.env)),
  );
  return reading.readings.length === 0 ? NOTHING_KNOWN_EXIT : 0;
}
