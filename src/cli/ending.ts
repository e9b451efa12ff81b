import type { Interruption } from "../collect/request.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals of this process, from the first moment until a command has cleaned up. */
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
