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
export function isPassedOver(target: Target, targets: readonly Target[]): boolean {
  if (target.discovered?.alternative !== true) return false;
  const { setting } = target.discovered;
  const alike = targets.filter(
    ({ discovered, url }) =>
      discovered?.alternative === true && discovered.setting === setting && url === target.url,
  );
  const best = Math.max(...alike.map(rankOf));
  const own = rankOf(target);
  return own < best || (best === 0 && alike[0] !== target);
}

function rankOf({ access, connectionLink }: Target): number {
  const verdicts = access.filter(({ link }) => link === connectionLink).map(({ verdict }) => verdict);
  if (verdicts.includes("allowed")) return 2;
  return verdicts.some((verdict) => TOOK_TOKEN.has(verdict)) ? 1 : 0;
}
