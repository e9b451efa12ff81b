// The tables in docs/performance.md; what stands around them is written by hand.

import os from "node:os";
import { markdownTable } from "../support/markdown-table.mjs";
import { MEMORY_BOUNDS } from "./memory.mjs";
import { TARGET_BOUNDS } from "./targets-summary.mjs";

const NUMBER = new Intl.NumberFormat("en");

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
  return put(page, "comparisons", [machine, markdownTable(head, rows)]);
}

/** The page with this summary of the runs with many targets in the place of the one it has. */
export function withTargets(page, { rows, growth, peakBytes }, { machine, labBytes }) {
  const table = rows.map(({ count, runs, time, perTarget, added, firstBytes, childBytes }) => [
    NUMBER.format(count),
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
  return put(page, "targets", [
    machine,
    markdownTable(head, table),
    `A further target costs ${growth.toFixed(2)} times as much on the way to the largest count as on the way to the second (bound ${most}, ${kept(growth <= most)}).`,
    memory,
  ]);
}

/** The page with this in the place of the peaks that it has. */
export function withMemory(page, { runs, bare, inLab, first, child, all, isKept }, machine) {
  const head = ["Process", "Peak", "Of bare Node", "Of Node with the same modules", "Bound"];
  const row = (name, bytes, bound) => [
    ...[name, megabytes(bytes)],
    ...[(bytes / bare).toFixed(2), (bytes / inLab).toFixed(2), bound],
  ];
  const rows = [
    row("Node that does nothing", bare, ""),
    row("the same with the modules that the lab preloads", inLab, ""),
    row("credprobe", first, MEMORY_BOUNDS.first.toFixed(1)),
    row("the largest of its children", child, MEMORY_BOUNDS.child.toFixed(1)),
  ];
  const told = `Medians of ${runs} runs; both bounds ${kept(isKept)}. All processes of a run together, each at its own peak: ${megabytes(all)}.`;
  return put(page, "memory", [machine, markdownTable(head, rows), told]);
}

/** The page with this in the place of what it says of waits without an end. */
export function withEndless(page, { runs, timeoutSeconds, ofTimeout, patience, isEndless }, machine) {
  const theirs = isEndless
    ? `had not returned after ${patience} times as long, and was ended`
    : `RETURNED within ${patience} times as long`;
  return put(page, "endless", [
    machine,
    `With \`--timeout ${timeoutSeconds}\`, credprobe ended after ${ofTimeout.toFixed(2)} times that time (median of ${runs} runs). \`ManagedIdentityCredential\` ${theirs}.`,
  ]);
}

/** The page with this in the place of what the single file is made of. */
export function withSizes(page, { bytes, packages }) {
  const rows = packages.map(({ name, size }) => [name, NUMBER.format(size)]);
  return put(page, "sizes", [
    `\`credprobe.cjs\` has ${NUMBER.format(bytes)} bytes. What is in it, in bytes, minified and not packed yet:`,
    markdownTable(["Package", "Bytes"], rows),
  ]);
}

/** What the bench writes stands between two marks. */
function put(page, name, parts) {
  const place = new RegExp(`(?<=<!-- written by npm run bench: ${name} -->\n).*?(?=<!-- end -->)`, "s");
  if (!place.test(page)) throw new Error(`docs/performance.md has lost the place of ${name}`);
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
