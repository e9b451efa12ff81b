import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadedGuard } from "./guard.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface CliOptions {
  /** Added to the few variables that a program needs; nothing of the test process's own is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; none when absent. */
  readonly input?: string;
  readonly cwd?: string;
  /** Another copy of the compiled program. */
  readonly main?: string;
  /** Command, and its arguments, that starts the program. */
  readonly before?: readonly string[];
  /** User and group to run as; only root may choose. */
  readonly uid?: number;
  /** A signal to send, after so many milliseconds, as soon as either output matches, or when something happened. */
  readonly signalAfter?: {
    readonly signal: NodeJS.Signals;
    readonly after: number | RegExp | Promise<unknown>;
  };
  readonly timeoutMs?: number;
  /** Told the process id at once. */
  readonly onStart?: (pid: number) => void;
}

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled program under the guard; its own children get the guard through `process.execArgv`. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const {
    env = {},
    input,
    cwd,
    main = MAIN,
    before = [],
    uid,
    signalAfter,
    timeoutMs = 50_000,
    onStart,
  } = options;
  const [file, ...words] = [...before, process.execPath];
  const child = spawn(file, [...words, "--import", loadedGuard(), main, ...args], {
    env: { ...bareEnvironment(), ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: "pipe",
    // A group of its own: a Ctrl-C meant for the tests is not one for the program.
    detached: process.platform !== "win32",
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  const output = { stdout: "", stderr: "" };
  const timers: NodeJS.Timeout[] = [];
  const killGroup = () => killTree(child.pid);
  process.once("exit", killGroup);
  let timedOut = false;
  let signalSent = false;
  const sendSignal = () => {
    if (signalSent || signalAfter === undefined) return;
    signalSent = true;
    child.kill(signalAfter.signal);
  };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      if (signalAfter?.after instanceof RegExp && signalAfter.after.test(output[name])) sendSignal();
    });
  }
  if (signalAfter?.after instanceof Promise) void signalAfter.after.then(sendSignal);
  if (typeof signalAfter?.after === "number") timers.push(setTimeout(sendSignal, signalAfter.after));
  timers.push(
    setTimeout(() => {
      timedOut = true;
      killGroup();
    }, timeoutMs),
  );
  // A program that ends without reading its input closes the pipe: no concern of the test.
  child.stdin.on("error", () => undefined).end(input ?? "");
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once("error", reject).once("close", (...ended) => resolve(ended));
    });
    if (timedOut)
      throw new Error(`credprobe ${args.join(" ")}: still running after ${timeoutMs} ms
${output.stdout}\n${output.stderr}`);
    return { code, signal, ...output };
  } finally {
    timers.forEach(clearTimeout);
    process.off("exit", killGroup);
    killGroup();
  }
}

function bareEnvironment(): Record<string, string> {
  const kept = ["TMPDIR", "TEMP", "TMP", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // The folder of Node alone is on the PATH: no tool of the machine has a say.
  return { ...Object.fromEntries(kept), PATH: dirname(process.execPath), LANG: "C.UTF-8", TZ: "UTC" };
}

function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}
