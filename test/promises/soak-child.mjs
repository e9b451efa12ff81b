// Waits for a role that never comes, in a simulated host, for as many simulated seconds as its argument says, and prints
// what this process holds before each round. JavaScript because Node 20 cannot load TypeScript. Needs --expose-gc.

import { getEventListeners } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { matchTarget } from "../../dist/catalogue/match-target.js";
import { waitUntilAllowed } from "../../dist/cli/wait-until-allowed.js";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";

const [, , seconds] = process.argv;
const scenario = findScenario("key-vault-denied-rbac");
const lab = await startLab(scenario, { azurite: false });
const controller = new AbortController();
const held = [];
/** Time that passed in no time at all. */
let leaptMs = 0;

const clock = {
  now: () => Date.now() + leaptMs,
  pause: async (ms) => {
    // What a round has closed is gone only after a moment.
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc();
    held.push({
      ...memory(),
      // Linux alone tells.
      descriptors: existsSync("/proc/self/fd") ? readdirSync("/proc/self/fd").length : 0,
      resources: process.getActiveResourcesInfo().length,
      listeners: getEventListeners(controller.signal, "abort").length + process.listenerCount("exit"),
    });
    leaptMs += ms;
  },
};
function memory() {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: external + arrayBuffers };
}

const request = {
  targets: scenario.targets.map((text) => matchTarget(text).target),
  cut: [],
  verbose: false,
  options: {
    ...{ exclude: [], only: [], skip: [], allLinks: false, access: ["read"], confirm: false },
    ...{ timeoutSeconds: 30, deadlineSeconds: 180, waitSeconds: Number(seconds) },
  },
};
const report = await waitUntilAllowed(request, lab.world, Number(seconds) * 1000, {
  ...{ signal: controller.signal, onProgress: () => {}, onChange: () => {}, clock },
  onPartial: (partial) => void partial,
});
await lab.close();
console.log(JSON.stringify({ waited: report.waited, held }));
