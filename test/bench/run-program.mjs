// One run of a program in a simulated host that is there already.

import { spawn } from "node:child_process";

/**
 * Its time from the start until it has ended and its output is read. What does not end with the exit code and the words
 * that belong to it ends the bench.
 */
export async function runProgram(
  { what, words, exit, says },
  { appEnv, world: { isolate } },
  watch = () => {},
) {
  const startedAt = performance.now();
  const child = spawn(...commandOf([...isolate.execArgv, ...words]), {
    env: { ...appEnv, ...isolate.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  watch(child);
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (chunk) => {
      output[stream] += chunk;
    });
  }
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  const time = performance.now() - startedAt;
  if (code !== exit || !says.test(output.stdout)) {
    throw new Error(`${what} ended with ${code}, not as expected:\n${output.stdout}${output.stderr}`);
  }
  return { time, stdout: output.stdout };
}

/**
 * Node with these words, by way of `env`: the guard of the tests would be loaded into it otherwise, and Node then reads a
 * program in another way, which takes it longer. What is run so asks nobody, or is led to the lab (measure.mjs).
 */
export function commandOf(words) {
  return process.platform === "win32"
    ? [process.execPath, words]
    : ["/usr/bin/env", [process.execPath, ...words]];
}
