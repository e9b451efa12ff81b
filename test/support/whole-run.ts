import { existsSync, readFileSync, rmSync } from "node:fs";
import { refusalsFile } from "./guard.ts";
import "../guard/guard.mjs";

/** Once per run, in the runner itself: fails a run in which anything tried to leave the machine. */
export function setup(): () => void {
  const file = refusalsFile(process.pid);
  rmSync(file, { force: true });
  return () => {
    if (!existsSync(file)) return;
    console.error(`Something tried to reach an address that is not loopback:\n${readFileSync(file, "utf8")}`);
    rmSync(file);
    // Vitest prints what a teardown throws, and still ends with 0.
    process.exitCode = 1;
  };
}
