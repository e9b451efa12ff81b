import { fileURLToPath } from "node:url";

/** What Node runs as a child. */
export interface IsolateProgram {
  /** Arguments that make Node run it. */
  readonly args: readonly string[];
  /** Where there is no file to run: what the child reads from `CODE_FD`. */
  readonly code?: Buffer;
}

export const CODE_FD = 4;

const ENTRY = fileURLToPath(new URL("./main.js", import.meta.url));

/** The entry beside this module. The single file has another module in this one's place (.ci/single-file). */
export function isolateProgram(): IsolateProgram {
  return { args: [ENTRY] };
}
