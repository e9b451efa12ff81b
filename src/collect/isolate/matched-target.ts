import { matchTarget, type MatchedTarget } from "../../catalogue/match-target.ts";
import type { TargetJob } from "./protocol.ts";

/** The target of a job, matched again: what a child is told is no reason to send a token anywhere. */
export function matchedTarget({ url, service, part }: TargetJob): MatchedTarget | undefined {
  const match = matchTarget(url, service);
  return "target" in match ? { ...match.target, ...(part === undefined ? {} : { part }) } : undefined;
}
