import { grouped } from "../model/grouped.ts";
import { largest } from "../model/largest.ts";
import type { Target } from "../model/report.ts";
import type { Verdict } from "../model/words.ts";

/** Answers of a service that took the token for its own: it is of this kind, whatever it allows. */
const TOOK_TOKEN: ReadonlySet<Verdict> = new Set<Verdict>([
  "denied-rbac",
  "inconclusive",
  "not-found",
  "needs-claims",
]);

/**
 * A setting may mean one of several services whose hosts look alike (a namespace of Service Bus or Event Hubs), and each was
 * asked. Which one it is the answers tell: the others say nothing of the app. Of those that answered alike none is passed
 * over while the namespace took the token; else the first one stands for all.
 */
export function passedOver(targets: readonly Target[]): ReadonlySet<Target> {
  const alternatives = targets.filter(({ discovered }) => discovered?.alternative === true);
  const groups = grouped(alternatives, ({ discovered, url }) => JSON.stringify([discovered?.setting, url]));
  return new Set([...groups.values()].flatMap(passedOverIn));
}

function passedOverIn(alike: readonly Target[]): readonly Target[] {
  const ranks = alike.map(rankOf);
  const best = largest(ranks, 0);
  return alike.filter((_, index) => (ranks[index] ?? 0) < best || (best === 0 && index > 0));
}

function rankOf({ access, connectionLink }: Target): number {
  const verdicts = access.filter(({ link }) => link === connectionLink).map(({ verdict }) => verdict);
  if (verdicts.includes("allowed")) return 2;
  return verdicts.some((verdict) => TOOK_TOKEN.has(verdict)) ? 1 : 0;
}
