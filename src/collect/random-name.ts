import { randomBytes } from "node:crypto";

/** A name that an operator recognises in the logs, and that nothing else has. */
export function randomName(): string {
  return `azcredprobe-${randomBytes(16).toString("hex")}`;
}
