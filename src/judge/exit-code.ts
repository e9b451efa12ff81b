import type { Access, Report } from "../model/report.ts";
import { REFUSALS } from "../model/words.ts";
import type { Judged } from "./judged.ts";

/** Exit code of a run: the same for every output format. Codes 2 and 70 belong to runs without a report. */
export function exitCodeOf(report: Judged): number {
  if (report.interruptedBy === "SIGINT") return 130;
  // A closed console (SIGHUP) ends a run from outside as SIGTERM does.
  if (report.interruptedBy === "SIGTERM" || report.interruptedBy === "SIGHUP") return 143;
  const { state, link } = report.winner;
  if (state === "none") return 5;
  const rows = report.targets.flatMap(({ access }) => access.filter((row) => row.link === link));
  if (rows.some(({ verdict }) => REFUSALS.has(verdict))) return 3;
  if (state !== "won" || rows.some(isUnknown) || report.targets.some((target) => !hasRow(target, link)))
    return 4;
  return 0;
}

function isUnknown({ verdict }: Access): boolean {
  return verdict !== "allowed" && !REFUSALS.has(verdict);
}

/** A target that the winner was never asked about leaves the question open. */
function hasRow(target: Report["targets"][number], link: Report["winner"]["link"]): boolean {
  return target.access.some((row) => row.link === link);
}
