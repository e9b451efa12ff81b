import { randomBytes } from "node:crypto";
import type { SealedReport } from "../report/seal.ts";
import { UsageError } from "./usage-error.ts";

/** What yargs makes of the options that say who may read a report. */
export interface ViewArguments {
  readonly anonymize: boolean;
  readonly salt?: string | undefined;
}

/** A report as it may leave the program. */
export type ReportView = (report: SealedReport) => SealedReport;

/** A shorter one could be tried out. */
const MIN_SALT = 8;

/**
 * The report itself, or under --anonymize the same under pseudonyms: all reports of one view have the same ones. Without
 * --salt nobody can ever make them again, this program neither.
 *
 * @throws UsageError for a salt that is none; before anything is sent.
 */
export async function reportView({ anonymize: isAnonymous, salt }: ViewArguments): Promise<ReportView> {
  if (salt !== undefined && !isAnonymous) throw new UsageError("--salt goes with --anonymize");
  if (salt !== undefined && salt.length < MIN_SALT) {
    throw new UsageError(`--salt must have at least ${MIN_SALT} characters, so that it cannot be guessed`);
  }
  if (!isAnonymous) return (report) => report;
  const key = salt ?? randomBytes(32).toString("hex");
  const [{ anonymize }, { judge }, { evidenceSchema, READ_ONCE }, { seal }] = await Promise.all([
    import("../report/anonymize.ts"),
    import("../judge/judge.ts"),
    import("../model/report.ts"),
    import("../report/seal.ts"),
  ]);
  return (report) => {
    const { evidence } = anonymize(evidenceSchema.parse(report, READ_ONCE), key);
    return seal({ ...judge(evidence), redactions: report.redactions }, []);
  };
}
