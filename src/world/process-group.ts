import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";

/** Starts a program as the leader of a process group of its own, so that nothing it starts outlives it. */
export function spawnGroup(
  file: string,
  args: readonly string[],
  options: { env: Record<string, string>; stdio: StdioOptions; cwd?: string },
): ChildProcess {
  return spawn(file, args, { ...options, detached: process.platform !== "win32", windowsHide: true });
}

/** Ends a group at once. A group that has ended already is no error. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    // Windows has no process groups: taskkill walks the tree.
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).once(
      "error",
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ESRCH: it ended by itself.
  }
}
