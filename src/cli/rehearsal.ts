import type { ProbeRequest } from "../collect/request.ts";
import type { ProbeHooks } from "../probe.ts";
import type { ReportView } from "./report-view.ts";
import type { OutputArguments } from "./write-report.ts";

/** More are a longer run, in which the report's own making matters less, and takes longer. */
const FEW_TARGETS = 10;

/**
 * What runs a second time runs faster: while the first link is waited for, the report is made once of what is known by
 * then, for nobody.
 */
export function rehearsal(
  { targets }: ProbeRequest,
  view: ReportView,
  args: OutputArguments,
): Pick<ProbeHooks, "onPartial" | "onWaiting"> {
  if (targets.length > FEW_TARGETS) return {};
  let first: (() => Promise<void>) | undefined;
  let isOver = false;
  return {
    onPartial(report) {
      first ??= async () => {
        const { textOf } = await import("./write-report.ts");
        await textOf(view(await report()), args);
      };
    },
    onWaiting() {
      if (isOver) return;
      isOver = true;
      // What goes wrong here does so once more with the whole report, and is told then.
      setImmediate(() => void first?.().catch(() => {}));
    },
  };
}
