// A bare ManagedIdentityCredential whose metadata service is silent never returns; what credprobe makes of the same host.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SINGLE_FILE } from "./comparisons.mjs";
import { inHost } from "./measure.mjs";
import { commandOf, runProgram } from "./run-program.mjs";
import { median } from "./summary.mjs";

const SCENARIO = "metadata-silent";
const TIMEOUT_SECONDS = 2;
/** The whole run, its start included. */
const BOUND = 1;
/** The credential is given up after so many times what credprobe took. */
const PATIENCE = 10;

const OURS = {
  what: "credprobe",
  words: [SINGLE_FILE, "--only", "managed-identity-system", "--timeout", String(TIMEOUT_SECONDS)],
  exit: 4,
  says: /did not answer within/,
};

/** How long credprobe took in parts of its `--timeout`, and whether the credential was still waiting at the end. */
export async function measureEndless(runs) {
  return await inHost(SCENARIO, async (lab) => {
    const times = [];
    for (let run = 0; run < runs; run++) times.push((await runProgram(OURS, lab)).time);
    const time = median(times);
    const isEndless = await isWaitingAfter(PATIENCE * time, lab);
    const ofTimeout = time / (TIMEOUT_SECONDS * 1000);
    const isKept = isEndless && ofTimeout <= BOUND;
    return { runs, timeoutSeconds: TIMEOUT_SECONDS, ofTimeout, patience: PATIENCE, isEndless, isKept };
  });
}

async function isWaitingAfter(ms, { appEnv, world: { isolate } }) {
  const file = fileURLToPath(new URL("managed-identity-script.mjs", import.meta.url));
  const child = spawn(...commandOf([...isolate.execArgv, file]), {
    env: { ...appEnv, ...isolate.env },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("close", () => resolve(false)));
  const waited = new Promise((resolve) => setTimeout(() => resolve(true), ms));
  const isWaiting = await Promise.race([ended, waited]);
  child.kill("SIGKILL");
  await ended;
  return isWaiting;
}
