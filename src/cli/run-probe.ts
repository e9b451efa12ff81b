import { setTimeout as wait } from "node:timers/promises";
import { withDiscovered } from "../collect/discover.ts";
import { worldOfApp } from "../collect/env-from.ts";
import type { Interruption, ProbeRequest } from "../collect/request.ts";
import { probe } from "../probe.ts";
import { waitUntilAllowed } from "./wait-until-allowed.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
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
): Promise<SealedReport> {
  const app = request.envFrom === undefined ? { world } : await worldOfApp(request.envFrom, world);
  if ("problem" in app) throw new UsageError(`--env-from: ${app.problem}`);
  const whole = request.options.discover === true ? withDiscovered(request, app.world.env) : request;
  const { deadlineSeconds, waitSeconds } = request.options;
  const finished = new AbortController();
  wait((waitSeconds === undefined ? deadlineSeconds : waitSeconds + LAST_ROUND_SECONDS) * 1000, undefined, {
    signal: finished.signal,
  }).then(
    () => controller.abort("deadline" satisfies Interruption),
    () => {},
  );
  try {
    const hooks = { signal: controller.signal, onProgress: view.show };
    return waitSeconds === undefined
      ? await probe(whole, app.world, hooks)
      : await waitUntilAllowed(whole, app.world, waitSeconds * 1000, { ...hooks, onChange: view.say });
  } finally {
    finished.abort();
    view.end();
  }
}
