// What the processes of a run take, against Node that does nothing.

import { inHost } from "./measure.mjs";
import { median } from "./summary.mjs";
import { watchedRun } from "./watch-processes.mjs";

/** Of the program, and of the largest of its children, over Node that does nothing with the same modules preloaded. */
export const MEMORY_BOUNDS = { first: 1.6, child: 2 };

/** Stays for a moment, so that it can be looked at. */
const BARE = { what: "bare Node", words: ["-e", "setTimeout(() => {}, 100)"], exit: 0, says: /^$/ };

/** Peaks in bytes, and that of all processes together, medians of so many runs; nothing where there is no /proc. */
export async function measureMemory({ scenario, ours }, runs) {
  return await inHost(
    undefined,
    async (bareHost) =>
      await inHost(scenario, async (lab) => {
        const peaks = { bare: [], inLab: [], first: [], child: [], all: [] };
        for (let run = 0; run < runs; run++) {
          const [bare] = await peaksOf(BARE, bareHost);
          const [inLab] = await peaksOf(BARE, lab);
          const [first, ...children] = await peaksOf(ours, lab);
          if (bare === undefined || first === undefined || children.length === 0) return undefined;
          peaks.bare.push(bare);
          peaks.inLab.push(inLab);
          peaks.first.push(first);
          peaks.child.push(Math.max(...children));
          peaks.all.push([first, ...children].reduce((sum, one) => sum + one));
        }
        const [bare, inLab, first, child, all] = Object.values(peaks).map(median);
        const isKept = first / inLab <= MEMORY_BOUNDS.first && child / inLab <= MEMORY_BOUNDS.child;
        return { runs, bare, inLab, first, child, all, isKept };
      }),
  );
}

/** Its own peak, then those of its children. */
async function peaksOf(program, lab) {
  const { processes } = await watchedRun(program, lab);
  return processes
    .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst))
    .map(({ peakBytes }) => peakBytes);
}
