import { deflateRawSync } from "node:zlib";

/** A text so that it stands in ASCII, and small. */
export function pack(text) {
  return deflateRawSync(text, { level: 9 }).toString("base64");
}
