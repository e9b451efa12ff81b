// What the runs with more and more targets say.

import { median } from "./summary.mjs";

/** A target may cost this much more where there are many than where there are few, and no process may need more. */
export const TARGET_BOUNDS = { growth: 1.2, peakBytes: 200e6 };

/**
 * For each count of targets, in order: the median of its runs, that for each target, and what each target adds beyond
 * the next smaller count, in wall-clock and in processor time. `growth` is what a target adds last over what it adds
 * first; `peakBytes` the highest of any process of any run, absent where none could be read.
 */
export function targetsSummary(runs) {
  const counts = [...new Set(runs.map(({ count }) => count))].toSorted((a, b) => a - b);
  const medians = counts.map((count) => {
    const own = runs.filter((run) => run.count === count);
    const peakOf = (wanted) =>
      Math.max(...own.flatMap(({ processes }) => processes.filter(wanted).map(({ peakBytes }) => peakBytes)));
    return {
      count,
      runs: own.length,
      time: median(own.map(({ time }) => time)),
      cpuTime: median(own.map(({ processes }) => processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0))),
      firstBytes: peakOf(({ isFirst }) => isFirst),
      childBytes: peakOf(({ isFirst }) => !isFirst),
    };
  });
  const rows = medians.map((row, index) => {
    const before = medians[index - 1];
    const perTarget = row.time / row.count;
    if (before === undefined) return { ...row, perTarget };
    const more = row.count - before.count;
    const added = {
      time: (row.time - before.time) / more,
      cpuTime: (row.cpuTime - before.cpuTime) / more,
    };
    return { ...row, perTarget, added };
  });
  const [first, ...rest] = rows.flatMap(({ added }) => added?.time ?? []);
  const growth = rest.at(-1) / first;
  const peakBytes = Math.max(...rows.flatMap(({ firstBytes, childBytes }) => [firstBytes, childBytes]));
  const isMeasured = peakBytes > 0;
  return {
    rows,
    growth,
    ...(isMeasured ? { peakBytes } : {}),
    isKept: growth <= TARGET_BOUNDS.growth && (!isMeasured || peakBytes <= TARGET_BOUNDS.peakBytes),
  };
}
