import { close, constants, fstat, open, read, type Stats } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { promisify } from "node:util";

/** Code of an error for what is there, and is neither a file nor a folder. */
export const NO_FILE = "NO_FILE";

/** Otherwise to open a pipe waits until somebody writes into it; Windows has no such flag. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * The first bytes of a file, at most `maxBytes`. Reading a pipe or a device may never end, so neither is read.
 *
 * @param waiting A pipe is read after all, to its end, unless this is aborted before.
 * @throws what the system gives, or an error with the code `NO_FILE`.
 */
export async function readStart(path: string, maxBytes: number, waiting?: AbortSignal): Promise<Buffer> {
  const file = await promisify(open)(path, FLAGS);
  const found = await promisify(fstat)(file).catch(() => undefined);
  if (found?.isFIFO() === true && waiting !== undefined) return await readPipe(file, maxBytes, waiting);
  try {
    return await readFile(file, found, maxBytes);
  } finally {
    await promisify(close)(file);
  }
}

async function readFile(file: number, found: Stats | undefined, maxBytes: number): Promise<Buffer> {
  if (found?.isFile() !== true) {
    const code = found?.isDirectory() === true ? "EISDIR" : NO_FILE;
    throw Object.assign(new Error("what is there is no file"), { code });
  }
  // Files of /proc tell no size.
  const buffer = Buffer.alloc(maxBytes);
  let length = 0;
  while (length < maxBytes) {
    const { bytesRead } = await promisify(read)(file, buffer, length, maxBytes - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** A socket waits for a pipe as for a network: none of Node's few threads is held meanwhile. It closes `file`. */
async function readPipe(file: number, maxBytes: number, waiting: AbortSignal): Promise<Buffer> {
  return await readStream(new Socket({ fd: file, readable: true, writable: false }), maxBytes, waiting);
}

/** The first bytes of a stream, at most `maxBytes`. @throws when it has not ended before `waiting` is aborted. */
export async function readStream(stream: Readable, maxBytes: number, waiting: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of addAbortSignal(waiting, stream) as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}
