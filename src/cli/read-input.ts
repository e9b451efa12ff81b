import { NO_FILE, readStart, readStream } from "../world/read-start.ts";
import { endedAfter } from "./ended-after.ts";
import { UsageError } from "./usage-error.ts";

/** A pipe that has not ended by then will not. */
const PIPE_SECONDS = 60;

/** Opened by its name, a socket in its place cannot be read. */
const STANDARD_INPUT: readonly string[] = ["-", "/dev/stdin"];

/**
 * The text of a file, of a pipe, or of standard input (`-`), without a byte order mark; `name` stands in messages.
 *
 * @throws UsageError for what cannot be read, is too large, or does not end within a minute.
 */
export async function readInput(path: string, name: string, maxBytes: number): Promise<string> {
  const { signal, release } = endedAfter(new AbortController().signal, PIPE_SECONDS * 1000);
  const most = maxBytes + 1;
  const reading = STANDARD_INPUT.includes(path)
    ? readStream(process.stdin, most, signal)
    : readStart(path, most, signal);
  const bytes = await reading
    .catch((error: NodeJS.ErrnoException) => {
      if (signal.aborted) throw new UsageError(`${name} did not end within ${PIPE_SECONDS} s`);
      if (error.code === NO_FILE || error.code === "EISDIR") throw new UsageError(`${name} is not a file`);
      throw new UsageError(`${name} cannot be read (${error.code ?? error.name})`);
    })
    .finally(release);
  if (bytes.length > maxBytes) throw new UsageError(`${name} is too large (more than ${maxBytes} bytes)`);
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}
