import { MESSAGE_IDS } from "../../catalogue/messages.ts";
import { guidsIn } from "../../model/ids.ts";
import type { LinkId, Sdk } from "../../model/words.ts";
import { isPseudonym } from "../../report/pseudonyms.ts";
import { checkOutput } from "../check-output.ts";
import { expectOptions, type ExpectArguments } from "../expect-options.ts";
import { readMessageOption } from "../message-option.ts";
import { judgedAgain, readReport } from "../read-report.ts";
import { reportFiles, type ReportFileArguments } from "../report-files.ts";
import { reportView } from "../report-view.ts";
import { UsageError } from "../usage-error.ts";
import { writeReport, type OutputArguments } from "../write-report.ts";

export interface ExplainArguments extends OutputArguments, ReportFileArguments, ExpectArguments {
  /** The saved report. */
  readonly saved: string;
  readonly sdk?: Sdk | undefined;
  readonly exclude: readonly LinkId[];
  /** The error text that the app itself shows, judged together with the report; `-` for standard input. */
  readonly message?: string | undefined;
}

/** `credprobe explain <report.json>` or `-`: judges a saved report again, offline. */
export async function explainCommand(args: ExplainArguments): Promise<number> {
  checkOutput(args);
  const expected = expectOptions(args);
  if (args.saved === "-" && args.message === "-") {
    throw new UsageError("the report and --message cannot both come from standard input");
  }
  const message = args.message === undefined ? undefined : await readMessageOption(args.message);
  const shown = await reportView(args);
  const saved = await readReport(args.saved);
  if (saved.anonymized === true) checkNoRealId(expected, message);
  const files = await reportFiles(args, shown);
  const options = {
    ...expected,
    ...(args.sdk === undefined ? {} : { sdk: args.sdk }),
    ...(args.exclude.length === 0 ? {} : { exclude: [...args.exclude] }),
  };
  const report = judgedAgain(message === undefined ? saved : { ...saved, message }, options);
  await files?.final(report);
  return await writeReport(shown(report), args);
}

/** @throws UsageError for an id that a report under pseudonyms cannot have: it would only seem to be another one's. */
function checkNoRealId(expected: ReturnType<typeof expectOptions>, message = ""): void {
  const given = Object.values(expected);
  if (given.some((id) => id !== undefined && !isPseudonym(id)))
    throw new UsageError("the report is under pseudonyms: --expect-* can only name one of its own");
  const said = Object.values(MESSAGE_IDS).flatMap((pattern) => message.match(pattern) ?? []);
  if (said.flatMap(guidsIn).some((id) => !isPseudonym(id)))
    throw new UsageError(
      "the report is under pseudonyms, and --message names real ids: use the report as it was before --anonymize",
    );
}
