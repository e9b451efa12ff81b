import { stat } from "node:fs/promises";
import { isSea } from "node:sea";
import { inTime } from "./in-time.ts";
import { linuxProcesses } from "./linux-processes.ts";
import { ownExecutable, ownProgram } from "./own-program.ts";
import { noProcesses } from "./no-processes.ts";
import { readStart } from "./read-start.ts";
import type { Environment, Files, World } from "./world.ts";

/** Node options a child needs too; all others (a debugger, a script to evaluate) are this process's own. */
const INHERITED = /^(--import|--require|-r|--experimental-loader|--loader|--conditions|-C)(=|$)/;

/** This process's own Node options that are passed on, with their values. */
function inheritedOptions(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((option, index) => {
    if (!INHERITED.test(option)) return [];
    const value = execArgv[index + 1];
    return option.includes("=") || value === undefined ? [option] : [option, value];
  });
}

/** How this program was started; unknown where its folder is gone. A user of a container may have no home at all. */
function startedAs(): string | undefined {
  const home = process.env["HOME"] ?? "";
  try {
    return isSea()
      ? ownExecutable(process.argv0, process.execPath, process.cwd(), home)
      : ownProgram(process.argv[1], process.cwd(), home);
  } catch {
    return undefined;
  }
}

/** The world as it is: this machine, this process. */
export function realWorld(): World {
  const { getuid, getgid, getgroups } = process;
  const program = startedAs();
  return {
    env: definedVariables(process.env),
    platform: process.platform,
    now: Date.now,
    files: realFiles,
    processes: process.platform === "linux" ? linuxProcesses : noProcesses,
    isolate: { execArgv: inheritedOptions(process.execArgv), env: {} },
    ...(program === undefined ? {} : { program }),
    console: { kind: consoleKind(process.env), isTTY: process.stdout.isTTY === true },
    process: {
      ...(getuid ? { uid: getuid() } : {}),
      ...(getgid ? { gid: getgid() } : {}),
      ...(getgroups ? { groups: getgroups() } : {}),
    },
  };
}

export const realFiles: Files = {
  async exists(path) {
    const found = stat(path).then(
      () => true,
      () => false,
    );
    return await inTime(found, false);
  },
  async readText(path, maxBytes, waiting) {
    const text = readStart(path, maxBytes, waiting).then(
      (bytes) => bytes.toString("utf8"),
      () => undefined,
    );
    // A pipe has a limit of its own.
    return await (waiting === undefined ? inTime(text, undefined) : text);
  },
};

/** `process.env` without the holes that its type allows, and on Windows with names that can be compared. */
export function definedVariables(env: NodeJS.ProcessEnv, platform = process.platform): Environment {
  const defined = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(
    platform === "win32" ? defined.map(([name, value]) => [name.toUpperCase(), value]) : defined,
  );
}

function consoleKind(env: NodeJS.ProcessEnv): string {
  if (env["SSH_CONNECTION"] !== undefined) return "ssh";
  if (env["KUBERNETES_SERVICE_HOST"] !== undefined) return "pod";
  return "local";
}
