import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { TargetEvidence } from "../model/report.ts";
import type { TargetJob } from "./isolate/protocol.ts";
import type { Run } from "./run.ts";

/** How many targets are reached at once. */
const AT_ONCE = 4;

export function targetEvidence(target: MatchedTarget): TargetEvidence {
  const { url, service, resource, cloud, scope, part, from } = target;
  return {
    ...{ url, service: service.name, resource, cloud, scope, stages: [], access: [] },
    ...(part === undefined ? {} : { part }),
    ...(from === undefined ? {} : { from }),
  };
}

export function targetJob({ url, service, part }: TargetEvidence): TargetJob {
  return { url, service, ...(part === undefined ? {} : { part }) };
}

/** Reaches all targets, a few at a time, and writes the stages into the evidence. */
export async function reachTargets(run: Run, targets: readonly TargetEvidence[]): Promise<void> {
  const waiting = [...targets];
  const worker = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift())
      await reach(run, target);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function reach(run: Run, target: TargetEvidence): Promise<void> {
  const job = { kind: "reach", target: targetJob(target), timeoutMs: run.timeoutMs } as const;
  const end = await run.isolate("target", job, (fact) => {
    if (fact.type === "stage") target.stages.push(fact.stage);
    if (fact.type === "addresses") target.addresses = fact.addresses;
    if (fact.type === "challenge") {
      target.challengeExchange = fact.exchange;
      if (fact.tenant !== undefined) target.tenantFromChallenge = fact.tenant;
    }
  });
  if (end.how === "done" || end.how === "aborted" || target.stages.length > 0) return;
  const isCrash = end.how === "crashed";
  const detail = isCrash ? end.text : "no answer before the deadline";
  target.stages.push({
    stage: "dns",
    outcome: "failed",
    detail,
    code: isCrash ? "CRASHED" : "DEADLINE",
    durationMs: run.timeoutMs,
  });
}

/** The stage that ended the way to a target before a probe could be sent. */
export function brokenStage(target: TargetEvidence): string | undefined {
  return target.stages.find(({ stage, outcome }) => outcome === "failed" && stage !== "challenge")?.stage;
}
