// npm run bench: credprobe against what a user would run in its place, in the same simulated host; and how a run grows
// with its targets.
//
//   --only PATTERN   comparisons by name, and `targets`
//   --pairs N        pairs of runs of each comparison (10)
//   --rounds N       runs of each count of targets (5)
//   --keep-page      leave docs/performance.md as it is

import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import { parseArgs } from "node:util";
import { sdkVersions, TOOL_VERSION } from "../../dist/world/versions.js";
import { comparisons } from "./comparisons.mjs";
import { measureTargets } from "./many-targets.mjs";
import { measure } from "./measure.mjs";
import { machineHere, withResults, withTargets } from "./page.mjs";
import { summary } from "./summary.mjs";
import { targetsSummary } from "./targets-summary.mjs";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
/** A median of fewer is chance. */
const FEWEST = { pairs: 10, rounds: 5 };

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
const wanted = comparisons.filter(({ name }) => isWanted(name));
if (wanted.length === 0 && !isWanted("targets")) throw new Error("no measurement has that name");

if (wanted.length > 0) await compare();
if (isWanted("targets")) await growWithTargets();

async function compare() {
  const [before] = os.loadavg();
  const results = [];
  for (const comparison of wanted) {
    const result = summary(comparison, await measure(comparison, pairs));
    results.push({ comparison, summary: result });
    const { ratio, spread, isKept } = result;
    const promise = comparison.bound === undefined ? "no bound" : `bound ${comparison.bound}`;
    console.log(
      `${comparison.name}: ${ratio.toFixed(2)} (middle half ${spread.map((one) => one.toFixed(2)).join(" to ")}), ` +
        `${promise}${isKept === false ? ", NOT KEPT" : ""}`,
    );
    if (isKept === false) process.exitCode = 1;
  }
  const isWhole = wanted.length === comparisons.length && pairs >= FEWEST.pairs;
  if (isWhole) await write((page) => withResults(page, results, machineSince(before)));
}

async function growWithTargets() {
  const [before] = os.loadavg();
  const { runs, labBytes } = await measureTargets(rounds);
  const result = targetsSummary(runs);
  const { growth, peakBytes, isKept } = result;
  for (const { count, time, added } of result.rows) {
    const each = added === undefined ? "" : `, ${added.time.toFixed(1)} ms for each further target`;
    console.log(`targets: ${count} in ${(time / 1000).toFixed(2)} s${each}`);
  }
  const peak = peakBytes === undefined ? "memory unknown" : `at most ${Math.round(peakBytes / 1e6)} MB`;
  console.log(`targets: growth ${growth.toFixed(2)}, ${peak}${isKept ? "" : ", NOT KEPT"}`);
  if (!isKept) process.exitCode = 1;
  const machine = machineSince(before);
  if (rounds >= FEWEST.rounds) await write((page) => withTargets(page, result, { machine, labBytes }));
}

async function write(change) {
  if (!values["keep-page"]) await writeFile(PAGE, change(await readFile(PAGE, "utf8")));
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
