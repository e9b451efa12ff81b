import { setTimeout as wait } from "node:timers/promises";
import { withDiscovered } from "../collect/discover.ts";
import { worldOfApp, type AppWorld } from "../collect/env-from.ts";
import type { Interruption, ProbeRequest, Progress } from "../collect/request.ts";
import { probe, type ProbeHooks } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
import { endedAfter } from "./ended-after.ts";
import type { Ending } from "./ending.ts";
import type { ProgressView } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

/** A round that has begun ends itself when the time is over; this is for what would not. */
const LAST_ROUND_SECONDS = 10;

/**
 * Runs a probe, as the app when that was asked for. A signal, or the overall deadline, ends it with what is known so
 * far.
 *
 * @throws UsageError when the app's environment cannot be had; nothing has been sent then.
 */
export async function runProbe(
  request: ProbeRequest,
  world: World,
  view: ProgressView,
  { controller }: Ending,
  more: Pick<ProbeHooks, "onPartial" | "onWaiting"> = {},
): Promise<SealedReport> {
  const { deadlineSeconds, waitSeconds } = request.options;
  const finished = new AbortController();
  const wholeMs = (waitSeconds === undefined ? deadlineSeconds : waitSeconds + LAST_ROUND_SECONDS) * 1000;
  const endsAt = Date.now() + wholeMs;
  wait(wholeMs, undefined, { signal: finished.signal }).then(
    () => controller.abort("deadline" satisfies Interruption),
    () => {},
  );
  try {
    // No step is waited for longer than the whole run.
    const show = (one: Progress) => {
      if (!controller.signal.aborted) view.show({ ...one, deadlineAt: Math.min(one.deadlineAt, endsAt) });
    };
    const hooks = { signal: controller.signal, onProgress: show, ...more };
    const app = await worldOf(request, world, controller.signal);
    const hasApp = !controller.signal.aborted;
    const whole = hasApp && request.options.discover === true ? withDiscovered(request, app.env) : request;
    if (waitSeconds === undefined) {
      const report = await probe(whole, app, hooks);
      if (report.interruptedBy === "deadline") {
        const ended = `ended by its deadline of ${deadlineSeconds} s`;
        view.say(`${ended}${stepOf(report)}`, ended);
      }
      return report;
    }
    const { waitUntilAllowed } = await import("./wait-until-allowed.ts");
    return await waitUntilAllowed(whole, app, waitSeconds * 1000, { ...hooks, onChange: view.say });
  } finally {
    finished.abort();
    view.end();
  }
}

function stepOf({ interruptedAt }: SealedReport): string {
  return interruptedAt === undefined ? "" : ` at this step: ${interruptedAt}`;
}

/** The app's world; this process's own, and nothing is tried then, when the run is ended before that is had. */
async function worldOf(
  { envFrom, options }: ProbeRequest,
  world: World,
  signal: AbortSignal,
): Promise<World> {
  if (envFrom === undefined) return world;
  const waiting = endedAfter(signal, options.timeoutSeconds * 1000);
  const app = await Promise.race([worldOfApp(envFrom, world, waiting.signal), aborted(signal)]).finally(
    waiting.release,
  );
  if ("world" in app) return app.world;
  if (signal.aborted) return world;
  throw new UsageError(`--env-from: ${app.problem}`);
}

function aborted(signal: AbortSignal): Promise<AppWorld> {
  return new Promise((resolve) => {
    const end = () => resolve({ problem: "ended" });
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
  });
}
