import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { isRunning, killGroup, spawnGroup } from "../../world/process-group.ts";
import type { World } from "../../world/world.ts";
import { startEnvironment } from "./child-environment.ts";
import { CODE_FD, isolateProgram } from "./isolate-program.ts";
import type { Job, Preparation } from "./protocol.ts";

/** How a process is started; what is started alike is alike until it has its order. */
interface Start {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

interface Waiting {
  readonly start: string;
  /** What it has loaded. */
  readonly kinds: readonly Job["kind"][];
  readonly child: ChildProcess;
}

const waiting = new Set<Waiting>();

/**
 * Starts children ahead of their orders, each for some kinds of jobs, unless one for these is waiting. Until the orders
 * come they load what they will need, on a processor that has nothing else to do. They keep nobody waiting, and end with
 * this process. What cannot be started now is tried again when it is needed, and is told then.
 */
export function startAhead(world: World, ...children: readonly (readonly Job["kind"][])[]): void {
  const start = startOf(world);
  const key = JSON.stringify(start);
  for (const kinds of children) {
    if (kinds.every((kind) => waitingFor(kind, key) !== undefined)) continue;
    const child = childOrNone(start);
    if (child === undefined) break;
    child.stdin?.write(`${JSON.stringify({ prepare: kinds } satisfies Preparation)}\n`);
    hold(child, false);
    waiting.add({ start: key, kinds, child });
  }
  process.off("exit", endWaiting).once("exit", endWaiting);
}

/**
 * A child that waits for its order: the one that was started ahead, where there is one.
 *
 * @throws Error where the system gives no process, no memory or no descriptor for it.
 */
export function takeChild(world: World, kind: Job["kind"]): ChildProcess {
  const start = startOf(world);
  const found = waitingFor(kind, JSON.stringify(start));
  if (found === undefined) return startChild(start);
  waiting.delete(found);
  hold(found.child, true);
  return found.child;
}

/** Ends the children that nobody has taken. */
export function endWaiting(): void {
  // The number of one that has ended may be another's.
  for (const { child } of waiting) if (isRunning(child)) killGroup(child);
  waiting.clear();
  process.off("exit", endWaiting);
}

function waitingFor(kind: Job["kind"], start: string): Waiting | undefined {
  return [...waiting].find((one) => one.kinds.includes(kind) && one.start === start && isRunning(one.child));
}

function startOf(world: World): Start {
  const { args, env } = isolateProgram();
  return { args: [...world.isolate.execArgv, ...args], env: { ...startEnvironment(world), ...env } };
}

function childOrNone(start: Start): ChildProcess | undefined {
  try {
    return startChild(start);
  } catch {
    return undefined;
  }
}

function startChild({ args, env }: Start): ChildProcess {
  const { code } = isolateProgram();
  const child = spawnGroup(process.execPath, args, {
    env,
    stdio: ["pipe", "ignore", "pipe", "pipe", ...(code === undefined ? [] : ["pipe" as const])],
  });
  // Whoever takes it hears of it by a listener of his own.
  child.once("error", () => {});
  // Where descriptors have run out, Node gives a child that never gets its streams.
  if ((child as Partial<ChildProcess>).stdio === undefined) throw new Error("no descriptors are left for it");
  // A child that dies at once closes its input; how it ended is told by `close`.
  child.stdin?.once("error", () => {});
  if (code !== undefined) sendCode(child, code);
  return child;
}

/** A child that dies before it has read all of it closes the pipe; how it ended is told by `close`. */
function sendCode(child: ChildProcess, code: Buffer): void {
  const stream = child.stdio[CODE_FD] as Writable;
  stream.once("error", () => {});
  stream.end(code);
}

/** Whether this process stays for the child. */
function hold(child: ChildProcess, isHeld: boolean): void {
  for (const one of [child, ...(child.stdio as readonly (Socket | null)[])]) {
    if (isHeld) one?.ref();
    else one?.unref();
  }
}
