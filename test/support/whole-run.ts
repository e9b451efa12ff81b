import { existsSync, readFileSync, rmSync } from "node:fs";
import { countFile, searchedLine } from "./canary-count.ts";
import { refusalsFile } from "./guard.ts";
import "../guard/guard.mjs";

/** Once per run, in the runner itself: fails a run in which anything tried to leave the machine. */
export function setup(): () => void {
  const file = refusalsFile(process.pid);
  for (const one of [file, countFile(process.pid)]) rmSync(one, { force: true });
  return () => {
    const searched = searchedLine(process.pid);
    if (searched !== undefined) console.log(searched);
    if (!existsSync(file)) return;
    console.error(`Something tried to reach an address that is not loopback:\n${readFileSync(file, "utf8")}`);
    rmSync(file);
    // Vitest prints what a teardown throws, and still ends with 0.
    process.exitCode = 1;
  };
}
