// npm run bench: credprobe against what a user would run in its place, in the same simulated host; what it takes; and how a
// run grows with its targets.
//
//   --only PATTERN   comparisons by name, and `memory`, `endless`, `sizes`, `targets`
//   --pairs N        pairs of runs of each comparison (10)
//   --rounds N       runs of each count of targets (10)
//   --keep-page      leave docs/performance.md as it is

import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { sdkVersions, TOOL_VERSION } from "../../dist/world/versions.js";
import { comparisons } from "./comparisons.mjs";
import { measureEndless } from "./endless.mjs";
import { makeSingleFile } from "./make-single-file.mjs";
import { measureTargets } from "./many-targets.mjs";
import { measure } from "./measure.mjs";
import { measureMemory } from "./memory.mjs";
import { machineHere, withEndless, withMemory, withResults, withSizes, withTargets } from "./page.mjs";
import { saveReport } from "./saved-report.mjs";
import { summary } from "./summary.mjs";
import { targetsSummary } from "./targets-summary.mjs";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
/** A median of fewer is chance. */
const FEWEST = { pairs: 10, rounds: 10 };

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    pairs: { type: "string", default: String(FEWEST.pairs) },
    rounds: { type: "string", default: String(FEWEST.rounds) },
    "keep-page": { type: "boolean", default: false },
  },
});
const pairs = numberOf("pairs");
const rounds = numberOf("rounds");
const isWanted = (name) => values.only === undefined || new RegExp(values.only).test(name);
const folder = mkdtempSync(path.join(os.tmpdir(), "credprobe-bench-"));
const report = path.join(folder, "report.json");
const rows = comparisons(report);
const wanted = rows.filter(({ name }) => isWanted(name));
const others = { memory, endless, sizes, targets };
const wantedOthers = Object.keys(others).filter(isWanted);
if (wanted.length + wantedOthers.length === 0) throw new Error("no measurement has that name");

const made = makeSingleFile();
try {
  if (wanted.length > 0) await compare();
  for (const name of wantedOthers) await others[name]();
} finally {
  rmSync(folder, { recursive: true });
}

async function compare() {
  const since = loadNow();
  if (wanted.some(({ name }) => name === "explain")) await saveReport(report);
  const results = [];
  for (const comparison of wanted) {
    const result = summary(comparison, await measure(comparison, pairs));
    results.push({ comparison, summary: result });
    const { ratio, spread, isKept } = result;
    const promise = comparison.bound === undefined ? "no bound" : `bound ${comparison.bound}`;
    console.log(
      `${comparison.name}: ${ratio.toFixed(2)} (middle half ${spread.map((one) => one.toFixed(2)).join(" to ")}), ` +
        `${promise}${unlessKept(isKept !== false)}`,
    );
  }
  const isWhole = wanted.length === rows.length && pairs >= FEWEST.pairs;
  if (isWhole) await write((page) => withResults(page, results, machineSince(since)));
}

async function memory() {
  const since = loadNow();
  const result = await measureMemory(
    rows.find(({ name }) => name === "healthy-blob"),
    pairs,
  );
  if (result === undefined) return console.log("memory: of processes it could not be read here");
  const { inLab, first, child, isKept } = result;
  console.log(
    `memory: ${(first / inLab).toFixed(2)} of Node with the same modules, children ${(child / inLab).toFixed(2)}${unlessKept(isKept)}`,
  );
  if (pairs >= FEWEST.pairs) await write((page) => withMemory(page, result, machineSince(since)));
}

async function endless() {
  const since = loadNow();
  const result = await measureEndless(pairs);
  const { ofTimeout, patience, isEndless, isKept } = result;
  console.log(
    `endless: ${ofTimeout.toFixed(2)} of its time limit; the credential ` +
      `${isEndless ? `still waited after ${patience} times as long` : "RETURNED"}${unlessKept(isKept)}`,
  );
  if (pairs >= FEWEST.pairs) await write((page) => withEndless(page, result, machineSince(since)));
}

async function sizes() {
  console.log(`sizes: ${made.bytes} bytes, of ${made.packages.length} packages`);
  await write((page) => withSizes(page, made));
}

async function targets() {
  const since = loadNow();
  const { runs, labBytes } = await measureTargets(rounds);
  const result = targetsSummary(runs);
  const { growth, peakBytes, isKept } = result;
  for (const { count, time, added } of result.rows) {
    const each = added === undefined ? "" : `, ${added.time.toFixed(1)} ms for each further target`;
    console.log(`targets: ${count} in ${(time / 1000).toFixed(2)} s${each}`);
  }
  const peak = peakBytes === undefined ? "memory unknown" : `at most ${Math.round(peakBytes / 1e6)} MB`;
  console.log(`targets: growth ${growth.toFixed(2)}, ${peak}${unlessKept(isKept)}`);
  const machine = machineSince(since);
  if (rounds >= FEWEST.rounds) await write((page) => withTargets(page, result, { machine, labBytes }));
}

async function write(change) {
  if (!values["keep-page"]) await writeFile(PAGE, change(await readFile(PAGE, "utf8")));
}

/** What is not kept ends the bench as failed. */
function unlessKept(isKept) {
  if (!isKept) process.exitCode = 1;
  return isKept ? "" : ", NOT KEPT";
}

function loadNow() {
  const [before] = os.loadavg();
  return before;
}

/** With its load before and after: what else it does shows in the times. */
function machineSince(before) {
  const [after] = os.loadavg();
  return machineHere({ version: TOOL_VERSION, sdk: sdkVersions().identity, loads: { before, after } });
}

function numberOf(option) {
  const number = Number(values[option]);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${option} must be a number of runs`);
  return number;
}
