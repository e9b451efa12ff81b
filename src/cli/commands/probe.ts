import { realWorld } from "../../world/real-world.ts";
import { checkOutput } from "../check-output.ts";
import type { Ending } from "../ending.ts";
import type { ProbeArguments } from "../probe-request.ts";
import { rehearsal } from "../rehearsal.ts";
import { requestOf } from "../request-of.ts";
import { progressFor } from "../progress.ts";
import { runProbe } from "../run-probe.ts";
import { reportFiles, type ReportFileArguments } from "../report-files.ts";
import { reportView } from "../report-view.ts";
import type { OutputArguments } from "../write-report.ts";

export type ProbeCommandArguments = ProbeArguments &
  OutputArguments &
  ReportFileArguments & { readonly quiet: boolean };

/** `credprobe [targets..]`: probes this machine. */
export async function probeCommand(args: ProbeCommandArguments, ending: Ending): Promise<number> {
  checkOutput(args);
  const shown = await reportView(args);
  const request = await requestOf(args);
  const files = await reportFiles(args, shown);
  const view = progressFor(args);
  try {
    const [report, { writeReport }] = await Promise.all([
      runProbe(
        request,
        realWorld(),
        view,
        ending,
        files === undefined ? rehearsal(request, shown, args) : { onPartial: files.partial },
      ),
      // Loaded while the children work.
      import("../write-report.ts"),
    ]);
    await files?.final(report);
    return await writeReport(shown(report), args);
  } finally {
    ending.release();
  }
}
