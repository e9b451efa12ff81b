// How a run grows with its targets: the same ten storage accounts, with more and more containers asked for in each.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { runProgram } from "./run-program.mjs";
import { watchedRun } from "./watch-processes.mjs";

const CREDPROBE = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
/** As many hosts in every run: what is asked of each grows, and nothing else. */
const ACCOUNTS = 10;
const HOST = "system-assigned-allowed";
const ROW = /^ +allowed +read +managed-identity-system/gm;

export const COUNTS = [10, 100, 1000];

/** Each count once in a round, in this order and then in the other; a run of the smallest before that is not counted. */
export async function measureTargets(rounds, counts = COUNTS) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "credprobe-bench-"));
  const lab = await startLab(hostWith(Math.max(...counts)), { azurite: false });
  try {
    const files = new Map();
    for (const count of counts) {
      const file = path.join(folder, `${count}-targets`);
      await writeFile(file, urlsOf(count).join("\n"));
      files.set(count, file);
    }
    await runWith(counts[0], files.get(counts[0]), lab);
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      for (const count of round % 2 === 0 ? counts : counts.toReversed())
        runs.push(await runWith(count, files.get(count), lab));
    }
    return { runs, labBytes: process.resourceUsage().maxRSS * 1024 };
  } finally {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWith(count, file, lab) {
  const words = [CREDPROBE, "--targets-file", file];
  const program = { what: `${count} targets`, words, exit: 0, says: /exit code 0/ };
  const { time, stdout, processes } = await watchedRun(program, lab);
  const allowed = stdout.match(ROW)?.length ?? 0;
  if (allowed !== count) throw new Error(`of ${count} targets ${allowed} are told as allowed`);
  return { count, time, processes };
}

/** The report of a run with so many targets, as JSON. */
export async function reportOf(count) {
  const lab = await startLab(hostWith(count), { azurite: false });
  try {
    const words = [CREDPROBE, ...urlsOf(count), "--output", "json"];
    return (await runProgram({ what: "a report", words, exit: 0, says: /"schemaVersion"/ }, lab)).stdout;
  } finally {
    await lab.close();
  }
}

/** The healthy host of the lab with more storage, each account with its role; the gate answers, without Azurite. */
function hostWith(count) {
  const scenario = findScenario(HOST);
  const [account] = scenario.storage;
  const [assignment] = scenario.assignments;
  const containers = Array.from({ length: Math.ceil(count / ACCOUNTS) }, (_, index) => [nameOf(index), {}]);
  return {
    ...scenario,
    storage: accountNames().map((name) => ({
      ...account,
      name,
      endpoints: { blob: Object.fromEntries(containers) },
    })),
    assignments: accountNames().map((resource) => ({ ...assignment, resource })),
  };
}

function urlsOf(count) {
  const names = accountNames();
  return Array.from({ length: count }, (_, index) => {
    const container = nameOf(Math.floor(index / ACCOUNTS));
    return `https://${names[index % ACCOUNTS]}.blob.core.windows.net/${container}`;
  });
}

function accountNames() {
  return Array.from({ length: ACCOUNTS }, (_, index) => `contosodata${index}`);
}

function nameOf(index) {
  return `container-${index}`;
}
