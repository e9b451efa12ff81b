import { SIGNAL_EXITS } from "../catalogue/exit-codes.ts";
import type { Interruption } from "../collect/request.ts";

type Signal = keyof typeof SIGNAL_EXITS;
const SIGNALS = Object.keys(SIGNAL_EXITS) as Signal[];

/** A signal ended this process where there was no report yet that could say so. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: AbortSignal) {
    super("interrupted");
    this.exitCode = SIGNAL_EXITS[signal.reason as Signal];
  }
}

/** Signals of this process, from the first moment until a command has cleaned up. */
export interface Ending {
  readonly controller: AbortController;
  /** Signals have their usual effect again. */
  release(): void;
}

/** Aborted, by the name of a signal, when this process shall end. */
let ended = new AbortController().signal;

export function endOfProcess(): AbortSignal {
  return ended;
}

export function catchSignals(): Ending {
  const controller = new AbortController();
  ended = controller.signal;
  const end = (reason: Interruption) => controller.abort(reason);
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    controller,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}
