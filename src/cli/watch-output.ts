import { OWN_FAULT_EXIT } from "./exit-code.ts";

/**
 * What is told of output that cannot be written. A reader that goes away early (`| head`, a closed console) is no error; the
 * exit code is the report's all the same. What cannot be said on standard error is said nowhere.
 */
export function watchOutput(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE" && code !== "EIO") notWritten(code);
  });
}

/** A full disk: an exit code that says "allowed" would be all that is left of the report. */
function notWritten(code: string | undefined): void {
  process.stderr.write(`credprobe: the output could not be written (${code ?? "unknown"})\n`);
  process.once("exit", () => {
    process.exitCode = OWN_FAULT_EXIT;
  });
}
