import type { ProbeRequest } from "../collect/request.ts";
import type { ProbeHooks } from "../probe.ts";
import type { ReportView } from "./report-view.ts";
import type { OutputArguments } from "./write-report.ts";

/** More are a longer run, in which the report's own making matters less, and takes longer. */
const FEW_TARGETS = 10;

/**
 * What runs a second time runs faster: while the first child has its order, and this process nothing to do, the report is
 * made once of what is known by then, for nobody.
 */
export function rehearsal(
  { targets }: ProbeRequest,
  view: ReportView,
  args: OutputArguments,
): ProbeHooks["onPartial"] {
  let isOver = targets.length > FEW_TARGETS;
  return (report) => {
    if (isOver) return;
    isOver = true;
    setTimeout(() => {
      // What goes wrong here does so once more with the whole report, and is told then.
      void report()
        .then(async (partial) => (await import("./write-report.ts")).textOf(view(partial), args))
        .catch(() => {});
    });
  };
}
