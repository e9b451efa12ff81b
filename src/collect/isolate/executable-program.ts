/** How the single executable starts its children, as itself: there it stands in the place of isolate-program.ts. */
import { fstatSync } from "node:fs";
import type { Environment } from "../../world/world.ts";
import type { IsolateProgram } from "./isolate-program.ts";

/** Says whose child a process is. Only this program sets it, and a child takes it off before anything else runs. */
export const CHILD_OF = "CREDPROBE_CHILD_OF";

export function isolateProgram(): IsolateProgram {
  return { args: [], env: { [CHILD_OF]: String(process.pid) } };
}

/** What tells a child from the program itself. */
export interface Birth {
  readonly env: Environment | NodeJS.ProcessEnv;
  readonly parent: number;
  readonly args: readonly string[];
  readonly isPipe: (fd: number) => boolean;
}

/**
 * Whether this process is to be a child. `refused` when the variable stands there without all else that a child is born
 * with: it came from somewhere else, or the parent is gone.
 *
 * A child runs its own part of the executable and no other code. Even so nobody may talk one into being by a variable
 * alone: an order names users and programs, and `sudo` may be allowed for this executable; it closes the pipes.
 */
export function isChild({ env, parent, args, isPipe }: Birth): boolean | "refused" {
  const given = env[CHILD_OF];
  if (given === undefined) return false;
  const isBorn = given === String(parent) && args.length === 0 && isPipe(0) && isPipe(3);
  return isBorn || "refused";
}

export function ownBirth(): Birth {
  return { env: process.env, parent: process.ppid, args: process.argv.slice(2), isPipe: isNodePipe };
}

/** Node makes its pipes of sockets. */
function isNodePipe(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isSocket() || kind.isFIFO();
  } catch {
    return false;
  }
}
