import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { TargetEvidence } from "../model/report.ts";
import type { ReachFact, TargetJob } from "./isolate/protocol.ts";
import type { IsolateEnd } from "./isolate/run-isolate.ts";
import type { Run } from "./run.ts";

export function targetEvidence(target: MatchedTarget): TargetEvidence {
  const { url, service, resource, cloud, scope, part, from, discovered } = target;
  return {
    ...{ url, service: service.name, resource, cloud, scope, stages: [], access: [] },
    ...(part === undefined ? {} : { part }),
    ...(from === undefined ? {} : { from }),
    ...(discovered === undefined ? {} : { discovered }),
  };
}

export function targetJob({ url, service, part }: TargetEvidence): TargetJob {
  return { url, service, ...(part === undefined ? {} : { part }) };
}

/** Reaches all targets, in one child, and writes the stages into the evidence. */
export async function reachTargets(run: Run, targets: readonly TargetEvidence[]): Promise<void> {
  if (targets.length === 0) return;
  const job = { kind: "reach", targets: targets.map(targetJob), timeoutMs: run.timeoutMs } as const;
  const end = await run.isolate("target", job, (told) => {
    const target = told.type === "reach" ? targets[told.target] : undefined;
    if (told.type === "reach" && target !== undefined) note(target, told.fact);
  });
  if (end.how === "done" || end.how === "aborted") return;
  for (const target of targets.filter(({ stages }) => stages.length === 0)) {
    target.stages.push(notBegun(end, run.timeoutMs));
  }
}

function note(target: TargetEvidence, fact: ReachFact): void {
  switch (fact.type) {
    case "stage":
      target.stages.push(fact.stage);
      break;
    case "addresses":
      target.addresses = fact.addresses;
      break;
    case "aliases":
      target.aliases = fact.aliases;
      break;
    case "challenge":
      target.challengeExchange = fact.exchange;
      if (fact.tenant !== undefined) target.tenantFromChallenge = fact.tenant;
  }
}

/** What became of a target whose child ended before anything was told of it. */
function notBegun(
  end: Extract<IsolateEnd, { how: "deadline" | "crashed" }>,
  durationMs: number,
): TargetEvidence["stages"][number] {
  const told =
    end.how === "crashed"
      ? { detail: end.text, code: "CRASHED" }
      : { detail: "no answer before the deadline", code: "DEADLINE" };
  return { stage: "dns", outcome: "failed", ...told, durationMs };
}

/** The stage that ended the way to a target before a probe could be sent. */
export function brokenStage(target: TargetEvidence): string | undefined {
  return target.stages.find(({ stage, outcome }) => outcome === "failed" && stage !== "challenge")?.stage;
}
