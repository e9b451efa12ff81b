import { escapeText } from "../../model/escape-text.ts";
import type { World } from "../../world/world.ts";
import { childFor } from "./child-for.ts";
import type { Fact, Job } from "./protocol.ts";
import type { WorkingChild } from "./working-child.ts";

/** How a job ended. */
export type IsolateEnd =
  | { readonly how: "done" }
  /** Its step took longer than its limit. */
  | { readonly how: "deadline"; readonly step: string; readonly timeoutMs: number }
  /** The whole run was ended. */
  | { readonly how: "aborted" }
  /** It failed, or its child ended, before it was done: our fault. */
  | { readonly how: "crashed"; readonly text: string };

export interface IsolateRun {
  readonly job: Job;
  readonly world: World;
  /** Limit for starting up, and for a step that names none. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onFact: (fact: Fact) => void;
}

/**
 * Gives a job to a child and hands its facts on as they come. When it is done or late it leaves the child, whose whole
 * group is killed when nobody needs it any more.
 */
export function runIsolate(run: IsolateRun): Promise<IsolateEnd> {
  const { job, world, signal } = run;
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
      child.process.off("error", fail).off("close", close);
      leave();
      resolve(end);
    };
    const abort = () => finish({ how: "aborted" });
    const fail = (error: Error) => finish({ how: "crashed", text: escapeText(error.message) });
    const close = (code: number | null, killedBy: NodeJS.Signals | null) =>
      finish({ how: "crashed", text: escapeText(`ended with ${code ?? killedBy}: ${child.stderr()}`) });
    const arm = (step: string, timeoutMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish({ how: "deadline", step, timeoutMs }), timeoutMs);
    };
    signal.addEventListener("abort", abort);
    arm("start of the child process", run.timeoutMs);
    child.process.once("error", fail).once("close", close);
    const leave = child.give(job, world, (fact) => {
      if (fact.type === "step") arm(fact.what, fact.timeoutMs);
      if (fact.type === "done") return finish({ how: "done" });
      run.onFact(fact);
      if (fact.type === "crash") finish({ how: "crashed", text: fact.error.text });
    });
  });
}

/** The child, or why there is none. */
function childOrText({ world, job }: IsolateRun): WorkingChild | string {
  try {
    return childFor(job, world);
  } catch (error) {
    return escapeText(`could not be started: ${error instanceof Error ? error.message : "unknown"}`, 300);
  }
}
