// npm run bench: credprobe against what a user would run in its place, in the same simulated host.
//
//   --only PATTERN   comparisons by name
//   --pairs N        pairs of runs of each comparison (10)
//   --keep-page      leave docs/performance.md as it is

import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { sdkVersions, TOOL_VERSION } from "../../dist/world/versions.js";
import { comparisons } from "./comparisons.mjs";
import { measure } from "./measure.mjs";
import { machineHere, withResults } from "./page.mjs";
import { summary } from "./summary.mjs";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
/** A median of fewer is chance. */
const FEWEST_PAIRS = 10;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    pairs: { type: "string", default: String(FEWEST_PAIRS) },
    "keep-page": { type: "boolean", default: false },
  },
});
const pairs = Number(values.pairs);
if (!Number.isSafeInteger(pairs) || pairs < 1) throw new Error("--pairs must be a number of runs");
const wanted = comparisons.filter(
  ({ name }) => values.only === undefined || new RegExp(values.only).test(name),
);
if (wanted.length === 0) throw new Error("no comparison has that name");

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
if (values.only === undefined && pairs >= FEWEST_PAIRS && !values["keep-page"]) {
  const machine = machineHere({ version: TOOL_VERSION, sdk: sdkVersions().identity });
  await writeFile(PAGE, withResults(await readFile(PAGE, "utf8"), results, machine));
}
