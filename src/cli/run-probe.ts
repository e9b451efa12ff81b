import { setTimeout as wait } from "node:timers/promises";
import { worldOfApp } from "../collect/env-from.ts";
import type { Interruption, ProbeRequest } from "../collect/request.ts";
import { probe } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
import type { Ending } from "./ending.ts";
import type { ProgressView } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

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
  const finished = new AbortController();
  wait(request.options.deadlineSeconds * 1000, undefined, { signal: finished.signal }).then(
    () => controller.abort("deadline" satisfies Interruption),
    () => {},
  );
  try {
    return await probe(request, app.world, { signal: controller.signal, onProgress: view.show });
  } finally {
    finished.abort();
    view.end();
  }
}
