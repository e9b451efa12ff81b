import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { FormatName } from "../../src/report/formats.ts";
import { runCli } from "./run-cli.ts";
import { steadyReport } from "./steady-report.ts";

/** A run of the lab with everything in it that differs from run to run made the same. */
export interface Recorded {
  readonly code: number | null;
  /** What the run shows in a format, and with more options. */
  shown(format: FormatName, options?: readonly string[]): Promise<string>;
}

/** Runs a scenario as `args` say, and keeps its report in `folder`. */
export async function record(scenario: string, args: readonly string[], folder: string): Promise<Recorded> {
  if (findScenario(scenario) === undefined) throw new Error(`no scenario ${scenario}`);
  const run = await runCli(["lab", scenario, ...args, "-o", "json", "--quiet"], { cwd: folder });
  if (run.stdout === "") throw new Error(run.stderr);
  const file = join(folder, `${scenario}.steady.json`);
  await writeFile(file, steadyReport(run.stdout));
  return {
    code: run.code,
    shown: async (format, options = []) => (await runCli(["explain", file, "-o", format, ...options])).stdout,
  };
}
