import { stat } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { startAhead } from "../collect/isolate/start-child.ts";
import { realWorld } from "../world/real-world.ts";
import { COMMANDS } from "./commands.ts";

/** Words with which no link is tried, or by an app whose environment is not known yet. */
const NO_PROBE: ReadonlySet<string> = new Set([...COMMANDS, "--help", "--version", "--env-from"]);

/**
 * Starts the first children of a probe while its command line is not even read: each needs as long to start as this process
 * does. Where it comes to no probe they were started for nothing, and end.
 */
export function beginAhead(words: readonly string[]): void {
  if (words.some((word) => NO_PROBE.has(word.replace(/=.*/, "")))) return;
  // Most of what a probe makes is soon garbage: without this its new space grows to many times its first size.
  setFlagsFromString("--semi-space-growth-factor=1");
  // Node makes its threads for files when it first needs one, and aborts where no more are allowed (libuv 1,
  // init_threads): the children must not have the last of them.
  stat(process.execPath, () => {});
  const hasTarget = words.some((word) => /:\/\/|^--(?:targets-file|discover)/.test(word));
  startAhead(realWorld(), ["link"], hasTarget ? ["metadata", "reach"] : ["metadata"]);
}
