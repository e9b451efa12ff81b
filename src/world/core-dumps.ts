import { writeFileSync } from "node:fs";

/** Which parts of its memory a process leaves behind when it crashes (core(5)); what it starts inherits that. */
const FILTER = "/proc/self/coredump_filter";

/**
 * Keeps the memory of this process, which may hold a token or the app's secrets, out of the files that a crash leaves
 * behind where they are switched on. Linux alone lets a process say so without native code.
 */
export function keepOutOfCoreDumps(): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync(FILTER, "0");
  } catch {
    // No /proc, or a kernel without core dumps.
  }
}
