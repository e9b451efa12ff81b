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
