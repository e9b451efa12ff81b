import { readdirSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { PlayedFault } from "../../src/lab/plays.ts";
import { processesNaming } from "../support/processes-naming.ts";
import { runCli, type CliOptions, type CliRun } from "../support/run-cli.ts";
import { watchProcesses, type Watched } from "../support/watch-processes.ts";
import type { Cell } from "./cells.ts";

export interface PlayedCell extends CliRun {
  /** Processes of it that are still there. */
  readonly left: readonly string[];
  /** Files that it left behind, and those that were seen while it went on. */
  readonly files: readonly string[];
  readonly temporary: ReadonlySet<string>;
  readonly watched: Watched;
  /** How often its fault was met, and how often it left what was there as it was. */
  readonly plays: Readonly<Record<PlayedFault, number>>;
}

const LAB_FOLDER = /^credprobe-lab-/;
const PRELOAD = new URL("./cell-scenario.mjs", import.meta.url);
/** Enough for every step at its limit; the run has to end before. */
const DEADLINE_SECONDS = 100;

export interface CellOptions {
  /** Of one step. A child that starts on a busy machine needs more than a second. */
  readonly timeoutSeconds: number;
  readonly args?: readonly string[];
  /** A signal, so long after the program has started its first child. */
  readonly signalOnChild?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
  readonly cli?: CliOptions;
}

/** Plays a cell with the compiled program, which finds its scenario in the lab like any other. */
export async function playCell(
  { scenario }: Pick<Cell, "scenario">,
  { timeoutSeconds, args = [], signalOnChild, cli = {} }: CellOptions,
): Promise<PlayedCell> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-cell-"));
  try {
    const [temporary, file] = [join(folder, "tmp"), join(folder, "scenario.json")];
    const notes = join(folder, "plays");
    const noted = scenario.fault && { ...scenario, fault: { ...scenario.fault, notes } };
    await Promise.all([
      mkdir(temporary),
      writeFile(notes, ""),
      writeFile(file, JSON.stringify(noted ?? scenario)),
    ]);
    const preload = new URL(PRELOAD);
    preload.searchParams.set("scenario", file);
    const seen = new Set<string>();
    let onChild = () => {};
    const child = new Promise<void>((resolve) => (onChild = resolve));
    let watching: ReturnType<typeof watchProcesses> | undefined;
    const run = await runCli(
      [
        ...["lab", scenario.name, "-o", "json", "--verbose"],
        ...["--timeout", String(timeoutSeconds), "--deadline", String(DEADLINE_SECONDS), ...args],
      ],
      {
        env: { TMPDIR: temporary, NODE_OPTIONS: `--import ${preload.href}` },
        timeoutMs: (DEADLINE_SECONDS + 20) * 1000,
        onStart: (pid) => {
          watching = watchProcesses(pid, (found) => {
            for (const one of filesIn(temporary)) seen.add(one);
            if (found > 0) onChild();
          });
        },
        ...(signalOnChild === undefined
          ? {}
          : {
              signalAfter: {
                signal: signalOnChild.signal,
                after: child.then(() => wait(signalOnChild.afterMs)),
              },
            }),
        ...cli,
      },
    ).finally(() => watching?.stop());
    const watched = watching!.seen();
    return {
      ...run,
      // In this order: what was killed may need a moment until it is gone.
      left: [...(await watched.alive()), ...(await processesNaming(temporary))],
      files: await readdir(temporary),
      temporary: seen,
      watched,
      plays: playsIn(await readFile(notes, "utf8")),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function playsIn(text: string): PlayedCell["plays"] {
  const count = (what: PlayedFault) => text.split("\n").filter((line) => line === what).length;
  return { played: count("played"), unchanged: count("unchanged") };
}

/** What lies in the folder for temporary files, without what the lab itself keeps there; and in the user's own folder. */
function filesIn(folder: string): readonly string[] {
  return listed(folder).flatMap((name) => {
    if (!LAB_FOLDER.test(name)) return [name];
    return listed(join(folder, name, "home")).map((file) => `home/${file}`);
  });
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not there yet, or no more.
    return [];
  }
}
