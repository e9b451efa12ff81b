import type { ProbeHooks } from "../probe.ts";
import type { ReportView } from "./report-view.ts";
import type { OutputArguments } from "./write-report.ts";

/**
 * What runs a second time runs faster: while the first child has its order, and this process nothing to do, the report is
 * made once of what is known by then, for nobody.
 */
export function rehearsal(view: ReportView, args: OutputArguments): NonNullable<ProbeHooks["onPartial"]> {
  let isOver = false;
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
