/** What the exit codes of a run with a report mean: docs/exit-codes.md. */
export const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  0: "a link of the chain wins, and every access probe of the winner is allowed",
  3: "a link wins, but at least one of its probes is refused",
  4: "could not be determined",
  5: "no link wins: the app gets no token",
  6: "a link wins, and it is not who was expected",
  130: "interrupted by Ctrl-C",
  143: "interrupted by a termination or hang-up signal",
};

/** What a signal makes of the exit code, as shells do; a closed console (SIGHUP) ends a run from outside as SIGTERM does. */
export const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 } as const;
