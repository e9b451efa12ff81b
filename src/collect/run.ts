import { escapeText } from "../model/escape-text.ts";
import type { Exchange } from "../model/report.ts";
import type { World } from "../world/world.ts";
import type { Fact, Job } from "./isolate/protocol.ts";
import { runIsolate, type IsolateEnd } from "./isolate/run-isolate.ts";
import type { ProbeRequest, Progress, RunHooks } from "./request.ts";

/** What a child is there for, told until it tells its steps itself; behind the label. */
const FIRST_STEP: Readonly<Record<Job["kind"], string>> = {
  link: "the attempt",
  metadata: "the identity endpoint",
  inspect: "what is in them",
  reach: "the way there",
  confirm: "the attempt",
};

/** One run under way: what every part of collecting needs. */
export interface Run {
  readonly request: ProbeRequest;
  readonly world: World;
  readonly hooks: RunHooks;
  readonly timeoutMs: number;
  /** Gives `job` to a child; its steps are told as progress, in the words of `label`. */
  isolate(label: string, job: Job, onFact: (fact: Fact) => void): Promise<IsolateEnd>;
  /** The step that the end of the run cut short; of several the one whose child was started first. */
  cutStep(): string | undefined;
}

export function startRun(request: ProbeRequest, world: World, hooks: RunHooks): Run {
  const timeoutMs = request.options.timeoutSeconds * 1000;
  const underWay = new Map<symbol, Progress>();
  let cutStep: string | undefined;
  return {
    request,
    world,
    hooks,
    timeoutMs,
    cutStep: () => cutStep,
    async isolate(label, job, onFact) {
      const child = Symbol(label);
      const show = (step: Progress) => {
        underWay.set(child, step);
        hooks.onProgress(step);
      };
      const begin = (what: string, limitMs: number): Progress => {
        const startedAt = world.now();
        return { what: `${label}: ${what}`, startedAt, deadlineAt: startedAt + limitMs };
      };
      let step = begin(FIRST_STEP[job.kind], timeoutMs);
      underWay.set(child, step);
      const end = await runIsolate({
        job,
        world,
        timeoutMs,
        signal: hooks.signal,
        onFact(fact) {
          if (fact.type === "step") show((step = begin(fact.what, fact.timeoutMs)));
          if (fact.type === "exchange")
            show({ ...step, what: `${step.what}${waitedFor(step, fact.exchange)}` });
          onFact(fact);
        },
      });
      if (end.how === "aborted") cutStep ??= underWay.get(child)?.what;
      underWay.delete(child);
      // What goes on at the same time is waited for still.
      const rest = [...underWay.values()].at(-1);
      if (rest !== undefined && !hooks.signal.aborted) hooks.onProgress(rest);
      return end;
    },
  };
}

/** Whose answer is missing, where the step's own name does not tell. */
function waitedFor({ what }: Progress, { url, via, status, failure }: Exchange): string {
  const isPending = status === undefined && failure?.code === "DEADLINE";
  if (!isPending || !URL.canParse(url)) return "";
  const { host } = new URL(url);
  const proxy = via === undefined || via === "" ? "" : ` through ${via}`;
  return what.includes(host) ? proxy : ` from ${escapeText(host, 100)}${proxy}`;
}
