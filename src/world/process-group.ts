import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { win32 } from "node:path";

/** Starts a program as the leader of a process group of its own, so that nothing it starts outlives it. */
export function spawnGroup(
  file: string,
  args: readonly string[],
  options: { env: Record<string, string>; stdio: StdioOptions; cwd?: string },
): ChildProcess {
  return spawn(file, args, { ...options, detached: process.platform !== "win32", windowsHide: true });
}

/** Whether what started the group has been started, and has not ended. */
export function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/** Ends a group at once. A group that has ended already is no error. */
export function killGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === "win32") return killTree(child, pid);
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ESRCH: it ended by itself.
  }
}

/**
 * Windows has no process groups: taskkill walks the tree. A bare name would be looked for in the working directory first.
 * Where the tool cannot (Wine's knows no /T), what the group was started with ends all the same.
 */
function killTree(child: ChildProcess, pid: number): void {
  const tool = win32.join(process.env["SystemRoot"] ?? "C:\\Windows", "System32", "taskkill.exe");
  const endChild = () => void child.kill("SIGKILL");
  spawn(tool, ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true })
    .once("error", endChild)
    .once("close", endChild);
}
