// The runs of one comparison, in a simulated host that is there before the first and stays until the last.

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { runProgram } from "./run-program.mjs";

/** Where nobody is asked (run-program.mjs). */
const NO_LAB = {
  appEnv: { PATH: process.env.PATH },
  world: { isolate: { execArgv: [], env: {} } },
  close: async () => {},
};

/** Milliseconds of each pair of runs. */
export async function measure({ scenario, ours, reference }, pairs) {
  return await inHost(scenario, async (lab) => {
    // Not counted: the first run of a program reads its files from the disk.
    for (const side of [ours, reference]) await runProgram(side, lab);
    const times = [];
    for (let pair = 0; pair < pairs; pair++) {
      const time = {};
      // What the machine does besides slowly comes and goes: neighbours meet the same, and each goes first as often.
      const sides = [
        ["ours", ours],
        ["reference", reference],
      ];
      for (const [name, side] of pair % 2 === 0 ? sides : sides.toReversed())
        time[name] = (await runProgram(side, lab)).time;
      times.push(time);
    }
    return times;
  });
}

export async function inHost(scenario, work) {
  const lab = scenario === undefined ? NO_LAB : await startLab(findScenario(scenario), { azurite: false });
  try {
    return await work(scenario === undefined ? lab : await requiring(lab));
  } finally {
    await lab.close();
  }
}

/**
 * The lab's modules, preloaded by `--require`. What is started with `--import` is read by another way of Node, which looks
 * through all of a program for its exports before it runs: nobody does that to the single file where there is no lab. The
 * guard of the tests is left out with it: these modules let nothing else through either.
 */
async function requiring({ appEnv, world: { isolate } }) {
  const preloaded = fileURLToPath(isolate.execArgv.at(-1));
  const file = `${preloaded}.cjs`;
  await writeFile(file, `require(${JSON.stringify(preloaded)});\n`);
  return { appEnv, world: { isolate: { ...isolate, execArgv: ["--require", file] } } };
}
