import { fileURLToPath } from "node:url";
import type { Environment } from "../../world/world.ts";

/** What Node runs as a child. */
export interface IsolateProgram {
  /** Arguments that make Node run it. */
  readonly args: readonly string[];
  /** Where there is no file to run: what the child reads from `CODE_FD`. */
  readonly code?: Buffer;
  /** Variables by which the program knows that it is a child. */
  readonly env?: Environment;
}

export const CODE_FD = 4;

const ENTRY = fileURLToPath(new URL("./main.js", import.meta.url));

/** The entry beside this module. The single file and the executable have another one in its place (.ci). */
export function isolateProgram(): IsolateProgram {
  return { args: [ENTRY] };
}
