import { realWorld } from "../../world/real-world.ts";
import type { Ending } from "../ending.ts";
import { exitCodeOfReport } from "../exit-code.ts";
import { probeRequest, type ProbeArguments } from "../probe-request.ts";
import { noProgress, progressOn } from "../progress.ts";
import { runProbe } from "../run-probe.ts";
import { checkWidth, render, type OutputArguments } from "../write-report.ts";

export type ProbeCommandArguments = ProbeArguments & OutputArguments & { readonly quiet: boolean };

/** `credprobe [targets..]`: probes this machine. */
export async function probeCommand(args: ProbeCommandArguments, ending: Ending): Promise<number> {
  checkWidth(args);
  const request = probeRequest(args);
  const view = args.quiet ? noProgress : progressOn(process.stderr);
  try {
    const report = await runProbe(request, realWorld(), view, ending);
    process.stdout.write(render(report, args, process.stdout, process.env));
    return exitCodeOfReport(report);
  } finally {
    ending.release();
  }
}
