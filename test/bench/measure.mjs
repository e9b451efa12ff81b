// The runs of one comparison, in a simulated host that is there before the first and stays until the last.

import { spawn } from "node:child_process";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";

/** Milliseconds of each pair of runs. */
export async function measure({ scenario, ours, reference }, pairs) {
  const lab = await startLab(findScenario(scenario), { azurite: false });
  try {
    // Not counted: the first run of a program reads its files from the disk.
    for (const side of [ours, reference]) await timeOf(side, lab);
    const times = [];
    for (let pair = 0; pair < pairs; pair++) {
      const time = {};
      // What the machine does besides slowly comes and goes: neighbours meet the same, and each goes first as often.
      const sides = [
        ["ours", ours],
        ["reference", reference],
      ];
      for (const [name, side] of pair % 2 === 0 ? sides : sides.toReversed())
        time[name] = await timeOf(side, lab);
      times.push(time);
    }
    return times;
  } finally {
    await lab.close();
  }
}

/** From the start of a program until it has ended and its output is read. */
async function timeOf({ what, words, exit, says }, { appEnv, world: { isolate } }) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...isolate.execArgv, ...words], {
    env: { ...appEnv, ...isolate.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
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
  return time;
}
