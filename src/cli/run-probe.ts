import { setTimeout as wait } from "node:timers/promises";
import type { Interruption, ProbeRequest } from "../collect/request.ts";
import { probe } from "../probe.ts";
import type { SealedReport } from "../report/seal.ts";
import type { World } from "../world/world.ts";
import type { ProgressView } from "./progress.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a probe that a signal, or the overall deadline, ends with what is known so far. */
export async function runProbe(
  request: ProbeRequest,
  world: World,
  view: ProgressView,
): Promise<SealedReport> {
  const ended = new AbortController();
  const finished = new AbortController();
  const end = (reason: Interruption) => ended.abort(reason);
  for (const signal of SIGNALS) process.on(signal, end);
  wait(request.options.deadlineSeconds * 1000, undefined, { signal: finished.signal }).then(
    () => end("deadline"),
    () => {},
  );
  try {
    return await probe(request, world, { signal: ended.signal, onProgress: view.show });
  } finally {
    finished.abort();
    view.end();
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
