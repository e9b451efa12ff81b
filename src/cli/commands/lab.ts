import { realWorld } from "../../world/real-world.ts";
import { checkOutput } from "../check-output.ts";
import type { Ending } from "../ending.ts";
import { progressFor } from "../progress.ts";
import { reportFiles } from "../report-files.ts";
import { requestOf } from "../request-of.ts";
import { runProbe } from "../run-probe.ts";
import { reportView } from "../report-view.ts";
import { writeReport } from "../write-report.ts";
import { findLabScenario } from "./lab-scenario.ts";
import type { ProbeCommandArguments } from "./probe.ts";

export interface LabArguments extends ProbeCommandArguments {
  readonly scenario: string;
}

/** Reads a command line as the default command would. */
export type ParseProbe = (args: readonly string[]) => Promise<ProbeCommandArguments>;

function realRun(): string {
  const { program = "npx credprobe" } = realWorld();
  return `
This was a simulated host. On a real one (VM, over SSH), with the app's environment:

    ${program} https://<account>.blob.core.windows.net/<container>

Other simulated hosts: ${program} lab list
`;
}

/** `credprobe lab [scenario]`: the ordinary pipeline against a simulated Azure host. */
export async function labCommand(
  args: LabArguments,
  given: readonly string[],
  parse: ParseProbe,
  ending: Ending,
): Promise<number> {
  const scenario = await findLabScenario(args.scenario);
  const all = await parse([...notOverridden(scenario.args, given), ...given, ...scenario.targets]);
  checkOutput(all);
  const shown = await reportView(all);
  const request = await requestOf(all);
  const files = await reportFiles(all, shown);
  const { startLab } = await import("../../lab/start.ts");
  const lab = await startLab(scenario);
  try {
    const view = progressFor(all);
    const report = await runProbe(request, lab.world, view, ending, {
      ...(files === undefined ? {} : { onPartial: files.partial }),
    });
    await files?.final(report);
    const exitCode = await writeReport(shown(report), all);
    if (all.output === "text" && !all.quiet) process.stderr.write(realRun());
    return exitCode;
  } finally {
    await lab.close();
    ending.release();
  }
}

/** The scenario's options, pairs of name and value, without those that this user gives another value. */
function notOverridden(args: readonly string[], given: readonly string[]): string[] {
  return args.filter((_, index) => !given.includes(args[index - (index % 2)] ?? ""));
}
