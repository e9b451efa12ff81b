import { setTimeout as wait } from "node:timers/promises";
import type { Interruption, ProbeRequest } from "../collect/request.ts";
import { probe } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
import type { Ending } from "./ending.ts";
import type { ProgressView } from "./progress.ts";

/** Runs a probe that a signal, or the overall deadline, ends with what is known so far. */
export async function runProbe(
  request: ProbeRequest,
  world: World,
  view: ProgressView,
  { controller }: Ending,
): Promise<SealedReport> {
  const finished = new AbortController();
  wait(request.options.deadlineSeconds * 1000, undefined, { signal: finished.signal }).then(
    () => controller.abort("deadline" satisfies Interruption),
    () => {},
  );
  try {
    return await probe(request, world, { signal: controller.signal, onProgress: view.show });
  } finally {
    finished.abort();
    view.end();
  }
}
