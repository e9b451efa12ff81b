import type { Report } from "../model/report.ts";

/** Bad input, or a Node that is too old. */
export const USAGE_EXIT = 2;
/** A fault of credprobe itself: no valid report could be made. */
export const OWN_FAULT_EXIT = 70;

/** A run with a report exits as the report's verdict says, in every format. */
export function exitCodeOfReport(report: Report): number {
  return report.verdict.exitCode;
}
