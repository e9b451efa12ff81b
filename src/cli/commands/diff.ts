import { diffReports, sideOf, type ReportDiff } from "../../report/diff.ts";
import { renderDiff } from "../../report/diff-text.ts";
import { jsonText } from "../../report/json.ts";
import { areNamesForeign, withoutNames } from "../../report/nameless.ts";
import type { SealedReport } from "../../report/seal.ts";
import { checkWidth } from "../check-width.ts";
import { judgedAgain, readReport } from "../read-report.ts";
import { reportView } from "../report-view.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type PlainOutputArguments } from "../write-report.ts";

/** The two do not say the same; the code of all that is not as expected. */
const DIFFERS_EXIT = 6;

/** `credprobe diff <a.json> <b.json>`: what differs that matters, both judged by this version; offline. */
export async function diffCommand(files: readonly string[], args: PlainOutputArguments): Promise<number> {
  checkWidth(args);
  const [a, b, ...more] = files;
  if (a === undefined || b === undefined || more.length > 0) throw new UsageError("diff needs two reports");
  if (a === "-" && b === "-") throw new UsageError("diff: only one report can come from standard input");
  const first = judgedAgain(await readReport(a));
  const second = judgedAgain(await readReport(b));
  const diff = areNamesForeign(first, second)
    ? await namelessDiff(first, second)
    : diffReports(first, second);
  process.stdout.write(
    args.output === "json"
      ? jsonText(diff)
      : renderDiff(diff, renderOptions(args, process.stdout, process.env)),
  );
  return diff.isSame ? 0 : DIFFERS_EXIT;
}

/** Both under pseudonyms, so that they have names in the same places, and then without any. */
async function namelessDiff(a: SealedReport, b: SealedReport): Promise<ReportDiff> {
  const view = await reportView({ anonymize: true });
  const shown = (one: SealedReport) => withoutNames(one.anonymized === true ? one : view(one));
  const diff = diffReports(shown(a), shown(b), { nameless: true });
  return { ...diff, a: sideOf(a), b: sideOf(b) };
}
