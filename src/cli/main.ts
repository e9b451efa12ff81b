#!/usr/bin/env node
import { OWN_FAULT_EXIT, USAGE_EXIT } from "./exit-code.ts";
import { runCommandLine } from "./command-line.ts";
import { UsageError } from "./usage-error.ts";

// `| head` closes the pipe early: that is no error. The exit code is the report's all the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  // Not process.exit(): a pipe takes a long report in pieces, and the rest would be lost.
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`credprobe: ${error.message}\n`);
    process.exitCode = USAGE_EXIT;
  } else {
    const { name, stack } = error as Error;
    // The message of a foreign error may hold anything; its place in the code holds nothing of the user's.
    const where = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
    process.stderr.write(`credprobe: a fault of credprobe itself (${name})\n${where.join("\n")}\n`);
    process.exitCode = OWN_FAULT_EXIT;
  }
}
