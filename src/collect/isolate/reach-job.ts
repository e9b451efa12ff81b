import { acrossHosts } from "../across-hosts.ts";
import { reachTarget } from "../reach.ts";
import { matchedTarget } from "./matched-target.ts";
import type { Job, Send } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";

/** Every stage ends itself at the time limit. */
const STAGES = 4;

/** Reaches targets without any token, several hosts at a time. */
export async function runReachJob(
  { targets, timeoutMs }: Extract<Job, { kind: "reach" }>,
  send: Send,
  recorder: Recorder,
): Promise<void> {
  const matched = targets.flatMap((one, index) => {
    const target = matchedTarget(one);
    return target === undefined ? [] : [{ target, index }];
  });
  await acrossHosts(
    matched,
    ({ target }) => target.host,
    async ({ target, index }) => {
      send({ type: "step", what: `reach ${target.host}`, timeoutMs: STAGES * timeoutMs + 1000 });
      await reachTarget(target, timeoutMs, (fact) => send({ type: "reach", target: index, fact }), recorder);
    },
  );
}
