import { setTimeout as wait } from "node:timers/promises";
import { collect } from "../collect/collect.ts";
import { mergeEvidence } from "../collect/merge-evidence.ts";
import type { ProbeRequest } from "../collect/request.ts";
import { endedAfter } from "./ended-after.ts";
import { askedInWords } from "../judge/how-it-ended.ts";
import { waitingFor, type Waiting } from "../judge/waiting.ts";
import type { Evidence } from "../model/report.ts";
import { runHooks, sealedReport, type ProbeHooks } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";

/** Pauses between rounds, in seconds; the last one stays. */
const PAUSES = [5, 10, 15, 30] as const;

const CHANGED = "what it comes to is other than before";

export interface WaitHooks extends ProbeHooks {
  /** Something is other than before, or there is no use in waiting. */
  readonly onChange: (what: string, nameless: string) => void;
  /** How the time between rounds passes; that of the rounds themselves is the world's. */
  readonly clock?: WaitClock;
}

export interface WaitClock {
  readonly now: () => number;
  /** Ends early when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Probes again and again what can change, until everything is allowed, waiting turns out to be of no use, or `waitMs`
 * are over. Each round lives through its links in new children, so that their tokens are as new as the platform gives
 * them. The report is that of the last round that came to its end.
 */
export async function waitUntilAllowed(
  request: ProbeRequest,
  world: World,
  waitMs: number,
  hooks: WaitHooks,
): Promise<SealedReport> {
  const { now, pause } = hooks.clock ?? { now: world.now, pause: sleep };
  const startedAt = now();
  const endAt = startedAt + waitMs;
  let evidence = await collect(request, world, runHooks(hooks, world));
  let report = await sealedReport(evidence, world);
  let rounds = 1;
  let waiting = waitingFor(report);
  for (; waiting.state === "may-pass" && !hooks.signal.aborted; waiting = waitingFor(report)) {
    const pauseMs = (PAUSES[rounds - 1] ?? 30) * 1000;
    if (now() + pauseMs >= endAt) break;
    const { why, links } = waiting;
    const known = { ...evidence, complete: false };
    hooks.onPartial?.(async () => await sealedReport(known, world));
    hooks.onProgress({ what: `waiting: ${why}`, startedAt: now(), deadlineAt: endAt });
    await pause(pauseMs, hooks.signal);
    if (hooks.signal.aborted) break;
    const narrowed = { ...request, options: { ...request.options, only: [...links] } };
    const round = endedAfter(hooks.signal, Math.max(1, endAt - now()));
    const { onProgress } = hooks;
    const again = await collect(narrowed, world, { onProgress, signal: round.signal }).finally(round.release);
    // A round that the time ended tells less than the one before it.
    if (!again.complete) break;
    rounds += 1;
    evidence = mergeEvidence(evidence, again, links);
    const next = await sealedReport(evidence, world);
    if (next.verdict.headline !== report.verdict.headline) hooks.onChange(next.verdict.headline, CHANGED);
    report = next;
  }
  if (hooks.signal.aborted) return await sealedReport(interrupted(evidence, hooks.signal), world);
  const waited = waitedUntil(waiting, rounds, (now() - startedAt) / 1000);
  hooks.onChange(inWords(waited), inWords(waited, false));
  return await sealedReport({ ...evidence, waited }, world);
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {});
}

type Waited = NonNullable<Evidence["waited"]>;

function waitedUntil(waiting: Waiting, rounds: number, seconds: number): Waited {
  const end = waiting.state === "may-pass" ? "ran-out" : waiting.state;
  const why = "why" in waiting ? { why: waiting.why } : {};
  const slug = waiting.state === "cannot-help" && waiting.slug !== undefined ? { slug: waiting.slug } : {};
  return { seconds: Math.round(seconds), rounds, end, ...why, ...slug };
}

function inWords(waited: Waited, withReason = true): string {
  const { end, why = "" } = waited;
  const because = withReason ? `: ${why}` : "";
  if (end === "cannot-help") return `waiting cannot help${because}`;
  const asked = askedInWords(waited);
  return end === "allowed" ? `allowed, ${asked}` : `${asked}, and not allowed yet${because}`;
}

/** Ended from outside, between rounds or in one: what the last whole round found, marked as cut short. */
function interrupted(evidence: Evidence, { reason }: AbortSignal): Evidence {
  return { ...evidence, complete: false, interruptedBy: reason as NonNullable<Evidence["interruptedBy"]> };
}
