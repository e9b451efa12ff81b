import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesNaming } from "../support/processes-naming.ts";
import { runCli, type CliOptions, type CliRun } from "../support/run-cli.ts";
import { watchProcesses, type Watched } from "../support/watch-processes.ts";
import type { Cell } from "./cells.ts";

export interface PlayedCell extends CliRun {
  /** Processes of it that are still there. */
  readonly left: readonly string[];
  /** Files that it left behind. */
  readonly files: readonly string[];
  readonly watched: Watched;
}

const PRELOAD = new URL("./cell-scenario.mjs", import.meta.url);
/** Enough for every step at its limit; the run has to end before. */
const DEADLINE_SECONDS = 40;

export interface CellOptions {
  /** Of one step. A child that starts on a busy machine needs more than a second. */
  readonly timeoutSeconds: number;
  readonly args?: readonly string[];
  readonly signalAfter?: NonNullable<CliOptions["signalAfter"]>;
}

/** Plays a cell with the compiled program, which finds its scenario in the lab like any other. */
export async function playCell(
  { scenario }: Pick<Cell, "scenario">,
  { timeoutSeconds, args = [], ...options }: CellOptions,
): Promise<PlayedCell> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-cell-"));
  try {
    const [temporary, file] = [join(folder, "tmp"), join(folder, "scenario.json")];
    await Promise.all([mkdir(temporary), writeFile(file, JSON.stringify(scenario))]);
    const preload = new URL(PRELOAD);
    preload.searchParams.set("scenario", file);
    let watching: ReturnType<typeof watchProcesses> | undefined;
    const run = await runCli(
      [
        ...["lab", scenario.name, "-o", "json", "--verbose"],
        ...["--timeout", String(timeoutSeconds), "--deadline", String(DEADLINE_SECONDS), ...args],
      ],
      {
        env: { TMPDIR: temporary, NODE_OPTIONS: `--import ${preload.href}` },
        timeoutMs: (DEADLINE_SECONDS + 10) * 1000,
        onStart: (pid) => (watching = watchProcesses(pid)),
        ...options,
      },
    ).finally(() => watching?.stop());
    const watched = watching!.seen();
    return {
      ...run,
      left: [...(await processesNaming(temporary)), ...(await watched.alive())],
      files: await readdir(temporary),
      watched,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
