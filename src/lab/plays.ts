import { appendFileSync } from "node:fs";

/** It was its turn, and it was done; or what was there stayed as it was. */
export type PlayedFault = "played" | "unchanged";

/** Notes a fault that was met. Any process of the host may do so: a line that is appended is written whole. */
export function notePlay(file: string | undefined, what: PlayedFault = "played"): void {
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}
