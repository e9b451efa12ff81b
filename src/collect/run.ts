import type { World } from "../world/world.ts";
import type { Fact, Job } from "./isolate/protocol.ts";
import { runIsolate, type IsolateEnd } from "./isolate/run-isolate.ts";
import type { ProbeRequest, RunHooks } from "./request.ts";

/** One run under way: what every part of collecting needs. */
export interface Run {
  readonly request: ProbeRequest;
  readonly world: World;
  readonly hooks: RunHooks;
  readonly timeoutMs: number;
  /** Starts a child for `job`; its steps are told as progress, in the words of `label`. */
  isolate(label: string, job: Job, onFact: (fact: Fact) => void): Promise<IsolateEnd>;
}

export function startRun(request: ProbeRequest, world: World, hooks: RunHooks): Run {
  const timeoutMs = request.options.timeoutSeconds * 1000;
  return {
    request,
    world,
    hooks,
    timeoutMs,
    isolate: (label, job, onFact) =>
      runIsolate({
        job,
        world,
        timeoutMs,
        signal: hooks.signal,
        onFact: (fact) => {
          if (fact.type === "step") {
            const startedAt = world.now();
            hooks.onProgress({
              what: `${label}: ${fact.what}`,
              startedAt,
              deadlineAt: startedAt + fact.timeoutMs,
            });
          }
          onFact(fact);
        },
      }),
  };
}
