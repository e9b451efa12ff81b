import { NO_FILE, readStart, readStream } from "../world/read-start.ts";
import { endedAfter } from "./ended-after.ts";
import { endOfProcess, Interrupted } from "./ending.ts";
import { UsageError } from "./usage-error.ts";

/** A pipe that has not ended by then will not. */
const PIPE_SECONDS = 60;

const END_KEYS = process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D on a line of its own";
const ASKS = `Paste it here, then press ${END_KEYS} (within ${PIPE_SECONDS} s):\n`;

/** Opened by its name, a socket in its place cannot be read. */
const STANDARD_INPUT: readonly string[] = ["-", "/dev/stdin"];

/**
 * Where the program itself came from standard input (`node - ... < credprobe.cjs`), nothing is left there to be read.
 *
 * @param what What would be read from it, as messages name it.
 * @throws UsageError, which says what to do instead.
 */
export function checkInputIsLeft(what: string, instead: string): void {
  if (process.argv[1] === "-")
    throw new UsageError(`${what}: the program itself came from standard input; ${instead}`);
}

/**
 * The text (UTF-8, or UTF-16 with a byte order mark) of a file, of a pipe, or of standard input (`-`), without a byte order mark; `name` stands in messages.
 *
 * @param quiet Nobody is told that something is waited for.
 * @throws UsageError for what cannot be read, is too large, or does not end within a minute; Interrupted at a signal.
 */
export async function readInput(
  path: string,
  name: string,
  maxBytes: number,
  quiet = false,
): Promise<string> {
  const ending = endOfProcess();
  const { signal, release } = endedAfter(ending, PIPE_SECONDS * 1000);
  if (path === "-" && process.stdin.isTTY && !quiet) process.stderr.write(ASKS);
  const most = maxBytes + 1;
  const reading = STANDARD_INPUT.includes(path)
    ? readStream(process.stdin, most, signal)
    : readStart(path, most, signal);
  const bytes = await reading
    .catch((error: NodeJS.ErrnoException) => {
      if (ending.aborted) throw new Interrupted(ending);
      if (signal.aborted) throw new UsageError(`${name} did not end within ${PIPE_SECONDS} s`);
      if (error.code === "ENOENT") throw new UsageError(`${name} does not exist`);
      if (error.code === NO_FILE || error.code === "EISDIR") throw new UsageError(`${name} is not a file`);
      throw new UsageError(`${name} cannot be read (${error.code ?? error.name})`);
    })
    .finally(release);
  if (bytes.length > maxBytes) throw new UsageError(`${name} is too large (more than ${maxBytes} bytes)`);
  return textOf(bytes).replace(/^\uFEFF/, "");
}

/** Windows PowerShell's `>` writes UTF-16. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString("utf16le");
  if (first === 0xfe && second === 0xff) {
    return bytes
      .subarray(0, bytes.length - (bytes.length % 2))
      .swap16()
      .toString("utf16le");
  }
  return bytes.toString("utf8");
}
