import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { escapeText } from "../../model/escape-text.ts";
import { killGroup } from "../../world/process-group.ts";
import type { World } from "../../world/world.ts";
import { appEnvironment } from "./child-environment.ts";
import type { Fact, Job, Order } from "./protocol.ts";
import { takeChild } from "./start-child.ts";

/** How a child ended. */
export type IsolateEnd =
  | { readonly how: "done" }
  /** Killed: its step took longer than its limit. */
  | { readonly how: "deadline"; readonly step: string; readonly timeoutMs: number }
  /** Killed: the whole run was ended. */
  | { readonly how: "aborted" }
  /** It ended by itself before it was done: our fault. */
  | { readonly how: "crashed"; readonly text: string };

export interface IsolateRun {
  readonly job: Job;
  readonly world: World;
  /** Limit for starting up, and for a step that names none. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onFact: (fact: Fact) => void;
}

const STDERR_LENGTH = 2000;

/** Starts a child for one job, hands its facts on as they come, and kills its whole group when it is done or late. */
export function runIsolate(run: IsolateRun): Promise<IsolateEnd> {
  const { world, signal } = run;
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ how: "aborted" });
    const child = childOrText(run);
    if (typeof child === "string") return resolve({ how: "crashed", text: child });
    let timer: NodeJS.Timeout;
    let ended = false;
    const finish = (end: IsolateEnd) => {
      // After the end the process id may be another's.
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      // What it started may have got away, and hold the other ends: nobody reads them any more.
      if (child.exitCode === null && child.signalCode === null) child.once("exit", () => closeStreams(child));
      else closeStreams(child);
      killGroup(child);
      resolve(end);
    };
    const abort = () => finish({ how: "aborted" });
    const arm = (step: string, timeoutMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish({ how: "deadline", step, timeoutMs }), timeoutMs);
    };
    signal.addEventListener("abort", abort);
    arm("start of the child process", run.timeoutMs);
    readFacts(child, (fact) => {
      if (ended) return;
      if (fact.type === "step") arm(fact.what, fact.timeoutMs);
      if (fact.type === "done") finish({ how: "done" });
      else run.onFact(fact);
    });
    const stderr = startOf(child.stderr);
    child.once("error", (error) => finish({ how: "crashed", text: escapeText(error.message) }));
    child.once("close", (code, killedBy) =>
      finish({ how: "crashed", text: escapeText(`ended with ${code ?? killedBy}: ${stderr()}`) }),
    );
    child.stdin?.write(`${JSON.stringify(orderFor(run.job, world))}\n`);
  });
}

/** The child, or why there is none. */
function childOrText({ world, job }: IsolateRun): ChildProcess | string {
  try {
    return takeChild(world, job.kind);
  } catch (error) {
    return escapeText(`could not be started: ${error instanceof Error ? error.message : "unknown"}`, 300);
  }
}

function closeStreams({ stdio }: ChildProcess): void {
  for (const stream of stdio) stream?.destroy();
}

function orderFor(job: Job, world: World): Order {
  // Users of a simulated host are not this machine's.
  const as = world.lab === undefined ? world.guise?.as : undefined;
  return { job, env: appEnvironment(world), ...(as === undefined ? {} : { as }) };
}

function readFacts(child: ChildProcess, onFact: (fact: Fact) => void): void {
  const stream = child.stdio[3] as Readable;
  createInterface({ input: stream }).on("line", (line) => {
    const fact = parseFact(line);
    if (fact !== undefined) onFact(fact);
  });
}

/** A child that dies while it writes leaves half a line. */
function parseFact(line: string): Fact | undefined {
  try {
    return JSON.parse(line) as Fact;
  } catch {
    return undefined;
  }
}

/** Collects the start of a stream; the rest is read and dropped, so that the writer never blocks. */
function startOf(stream: Readable | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < STDERR_LENGTH) text += chunk.slice(0, STDERR_LENGTH - text.length);
  });
  return () => text.trim();
}
