// What each process of a run took, from /proc: only Linux tells the peak of a process that is not one's own child.

import { readFileSync } from "node:fs";
import { runProgram } from "./run-program.mjs";

const EVERY_MS = 25;
/** Linux counts processor time in hundredths of a second, whatever the machine (USER_HZ, proc(5)). */
const TICK_MS = 10;

/** A run as `runProgram` has it, and what its processes took. */
export async function watchedRun(program, host) {
  let stop = () => [];
  const run = await runProgram(program, host, ({ pid }) => {
    stop = watchProcesses(pid);
  }).finally(() => stop());
  return { ...run, processes: stop() };
}

/**
 * Looks at a process and all that it starts, until the function is called that it gives: that tells of each its highest resident memory so far
 * (VmHWM) and its processor time, as they were at the last look: at most `EVERY_MS` before its end.
 */
function watchProcesses(pid) {
  const seen = new Map();
  const look = (one) => {
    const found = readProcess(one);
    if (found === undefined) return;
    seen.set(one, found);
    for (const child of childrenOf(one)) look(child);
  };
  look(pid);
  const timer = setInterval(() => look(pid), EVERY_MS);
  return () => {
    clearInterval(timer);
    return [...seen].map(([one, found]) => ({ isFirst: one === pid, ...found }));
  };
}

function readProcess(pid) {
  const status = readProc(`/proc/${pid}/status`);
  const stat = readProc(`/proc/${pid}/stat`);
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) return undefined;
  // The name of the program, in parentheses, may hold spaces; behind it utime and stime are the 12th and 13th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { peakBytes: Number(kibibytes) * 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

/** Node starts processes from its main thread. */
function childrenOf(pid) {
  return readProc(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
}

/** Nothing once the process has ended, and where there is no /proc. */
function readProc(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
