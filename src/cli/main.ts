#!/usr/bin/env node
import { keepOutOfCoreDumps } from "../world/core-dumps.ts";
import { isStuck } from "../world/in-time.ts";
import { beginAhead } from "./begin-ahead.ts";
import { catchSignals, Interrupted } from "./ending.ts";
import { OWN_FAULT_EXIT, USAGE_EXIT } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";
import { watchOutput } from "./watch-output.ts";

/** The oldest that `engines` in package.json names; older ones cannot load the SDK, later ones that it leaves out may run. */
const OLDEST_NODE = { major: 20, minor: 19 } as const;

watchOutput();

process.on("uncaughtException", ownFault);

keepOutOfCoreDumps();

void run();

async function run(): Promise<void> {
  try {
    checkNode();
    // First of all: a signal that comes while the rest is loaded still gets its report and its exit code.
    const ending = catchSignals();
    beginAhead(process.argv.slice(2));
    const { runCommandLine } = await import("./command-line.ts");
    // Not process.exit(): a pipe takes a long report in pieces, and the rest would be lost.
    process.exitCode = await runCommandLine(process.argv.slice(2), ending);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`credprobe: ${error.message}\n`);
      process.exitCode = USAGE_EXIT;
    } else if (error instanceof Interrupted) process.exitCode = error.exitCode;
    else ownFault(error);
  }
  // All is said. To stay for a file that the system never gives would be worse than another exit code.
  if (isStuck()) process.stdout.write("", () => process.kill(process.pid, "SIGKILL"));
}

function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor)) return;
  throw new UsageError(
    `needs Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer, this is ${process.version}`,
  );
}

function ownFault(error: unknown): void {
  const { name, stack } = error instanceof Error ? error : new Error("unknown");
  // The message of a foreign error may hold anything; its place in the code holds nothing of the user's.
  const where = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  process.stderr.write(`credprobe: a fault of credprobe itself (${name})\n${where.join("\n")}\n`);
  process.exitCode = OWN_FAULT_EXIT;
}
