import { setTimeout as wait } from "node:timers/promises";
import type { Interruption, ProbeRequest } from "../collect/request.ts";
import { probe } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
import type { ProgressView } from "./progress.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals of this process, from the moment a command begins until it has cleaned up. */
export interface Ending {
  readonly controller: AbortController;
  /** Signals have their usual effect again. */
  release(): void;
}

export function catchSignals(): Ending {
  const controller = new AbortController();
  const end = (reason: Interruption) => controller.abort(reason);
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    controller,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}

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
