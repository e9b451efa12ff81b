import { constants, gunzipSync, inflateSync } from "node:zlib";

/** The start of a stream is enough: its end need not be there. */
const PARTIAL = { finishFlush: constants.Z_SYNC_FLUSH } as const;
const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, PARTIAL),
  deflate: (bytes) => inflateSync(bytes, PARTIAL),
};

/** The start of a body as text; what is compressed is unpacked as far as it was read. */
export function inflated(chunks: readonly Buffer[], encoding: string | undefined, maxBytes: number): string {
  const bytes = Buffer.concat(chunks);
  if (encoding === undefined || encoding === "identity") return bytes.toString("utf8", 0, maxBytes);
  const unpack = UNPACK[encoding.toLowerCase()];
  try {
    return unpack === undefined ? "" : unpack(bytes).toString("utf8", 0, maxBytes);
  } catch {
    return "";
  }
}
