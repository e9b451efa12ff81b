// The tables in docs/performance.md; what stands around them is written by hand.

import os from "node:os";
import { markdownTable } from "../support/markdown-table.mjs";
import { TARGET_BOUNDS } from "./targets-summary.mjs";

const TABLE = /(?<=<!-- written by npm run bench -->\n).*?(?=<!-- end -->)/s;
const TARGETS = /(?<=<!-- written by npm run bench, targets -->\n).*?(?=<!-- end -->)/s;

/** The page with these results in the place of those it has. */
export function withResults(page, results, machine) {
  const rows = results.map(({ comparison, summary }) => {
    const { title, ours, reference, bound } = comparison;
    const { pairs, ratio, spread, isKept } = summary;
    const promise = bound === undefined ? "none" : `${bound.toFixed(1)} (${kept(isKept)})`;
    return [
      title,
      ours.what,
      reference.what,
      pairs,
      ratio.toFixed(2),
      spread.map(twoDigits).join(" – "),
      promise,
    ];
  });
  const head = [
    "Where",
    "What",
    "Compared with",
    "Pairs of runs",
    "Ratio of medians",
    "Middle half of pairs",
    "Bound",
  ];
  return put(page, TABLE, [machine, markdownTable(head, rows)]);
}

/** The page with this summary of the runs with many targets in the place of the one it has. */
export function withTargets(page, { rows, growth, peakBytes }, { machine, labBytes }) {
  const table = rows.map(({ count, runs, time, perTarget, added, firstBytes, childBytes }) => [
    count.toLocaleString("en"),
    runs,
    `${(time / 1000).toFixed(1)} s`,
    milliseconds(perTarget),
    milliseconds(added?.time),
    peakBytes === undefined ? "unknown" : milliseconds(added?.cpuTime),
    megabytes(firstBytes),
    megabytes(childBytes),
  ]);
  const head = [
    "Targets",
    "Runs",
    "Time of a run",
    "For each target",
    "Each further target",
    "Its processor time",
    "Peak of the program",
    "Peak of a child",
  ];
  const { growth: most, peakBytes: highest } = TARGET_BOUNDS;
  const memory =
    peakBytes === undefined
      ? "The memory of processes could not be read."
      : `No process took more than ${megabytes(peakBytes)} (bound ${megabytes(highest)}, ${kept(peakBytes <= highest)}); the lab's servers, in the process that measures, ${megabytes(labBytes)}.`;
  return put(page, TARGETS, [
    machine,
    markdownTable(head, table),
    `A further target costs ${growth.toFixed(2)} times as much on the way to the largest count as on the way to the second (bound ${most}, ${kept(growth <= most)}).`,
    memory,
  ]);
}

function put(page, place, parts) {
  if (!place.test(page)) throw new Error("docs/performance.md has lost the place of a table");
  return page.replace(place, () => `\n${parts.join("\n\n")}\n\n`);
}

function kept(isKept) {
  return isKept ? "kept" : "NOT KEPT";
}

function milliseconds(time) {
  return time === undefined ? "" : `${time.toFixed(1)} ms`;
}

function megabytes(bytes) {
  return bytes > 0 ? `${Math.round(bytes / 1e6)} MB` : "unknown";
}

export function machineHere({ version, sdk, loads: { before, after } }) {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return (
    `Measured on: ${model.trim()}, ${os.cpus().length} cores, ${memory} GiB; ${os.type()} ${os.release()} ${os.arch()}; ` +
    `Node ${process.versions.node}; credprobe ${version}, \`@azure/identity\` ${sdk}; load average ${before.toFixed(1)} before, ${after.toFixed(1)} after.`
  );
}

function twoDigits(value) {
  return value.toFixed(2);
}
