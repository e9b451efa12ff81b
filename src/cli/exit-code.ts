/** Exit codes of runs without a report; a run with one exits as its verdict says (judge/exit-code.ts). */

/** Bad input, or a Node that is too old. */
export const USAGE_EXIT = 2;
/** A fault of credprobe itself: no valid report could be made. */
export const OWN_FAULT_EXIT = 70;
