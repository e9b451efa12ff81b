import { SIGNAL_EXITS } from "../catalogue/exit-codes.ts";
import type { Access, Report } from "../model/report.ts";
import { REFUSALS } from "../model/words.ts";
import { askingLink } from "./asking-link.ts";
import { expectationOf } from "./expectation.ts";
import type { Judged } from "./judged.ts";

/** Exit code of a run: the same for every output format. Codes 2 and 70 belong to runs without a report. */
export function exitCodeOf(report: Judged): number {
  const { interruptedBy } = report;
  if (interruptedBy !== undefined && interruptedBy !== "deadline") return SIGNAL_EXITS[interruptedBy];
  const { state } = report.winner;
  if (state === "none") return 5;
  const expectation = expectationOf(report);
  if (expectation === "differs") return 6;
  const targets = report.targets.filter(({ passedOver }) => passedOver !== true);
  const rows = targets.flatMap((target) => ownRows(report, target));
  if (rows.some(({ verdict }) => REFUSALS.has(verdict))) return 3;
  if (
    state !== "won" ||
    expectation === "unknown" ||
    rows.some(isUnknown) ||
    targets.some((target) => ownRows(report, target).length === 0)
  )
    return 4;
  return 0;
}

function isUnknown({ verdict }: Access): boolean {
  return verdict !== "allowed" && !REFUSALS.has(verdict);
}

/** Rows of the identity that the app sends to a target; a target without one leaves the question open. */
function ownRows(report: Judged, target: Report["targets"][number]): Access[] {
  const link = askingLink(report, target);
  return target.access.filter((row) => row.link === link);
}
