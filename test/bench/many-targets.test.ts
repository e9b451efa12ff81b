import { describe, expect, test } from "vitest";

interface Process {
  readonly isFirst: boolean;
  readonly peakBytes: number;
  readonly cpuMs: number;
}
interface TargetsRun {
  readonly count: number;
  readonly time: number;
  readonly processes: readonly Process[];
}
interface Summary {
  readonly rows: readonly {
    readonly perTarget: number;
    readonly added?: { readonly time: number; readonly cpuTime: number };
  }[];
  readonly growth: number;
  readonly peakBytes?: number;
  readonly isKept: boolean;
}
// Plain JavaScript, without types.
const load = async <T>(name: string) => (await import(new URL(name, import.meta.url).href)) as T;
const { targetsSummary } = await load<{ targetsSummary: (runs: readonly TargetsRun[]) => Summary }>(
  "targets-summary.mjs",
);
const { withTargets } = await load<{
  withTargets: (page: string, summary: Summary, more: { machine: string; labBytes: number }) => string;
}>("page.mjs");
const { measureTargets } = await load<{
  measureTargets: (rounds: number, counts: readonly number[]) => Promise<{ runs: readonly TargetsRun[] }>;
}>("many-targets.mjs");

/** A run of a program and one child, which takes `each` milliseconds for a target and a second to start. */
function run(count: number, each: number, childBytes = 90e6): TargetsRun {
  const program = { isFirst: true, peakBytes: 80e6, cpuMs: count };
  const processes = [program, { isFirst: false, peakBytes: childBytes, cpuMs: 2 * count }];
  return { count, time: 1000 + count * each, processes };
}

describe("what a target costs", () => {
  test("is told with the start and without it", () => {
    const { rows, growth, peakBytes, isKept } = targetsSummary([run(100, 20), run(10, 20), run(1000, 20)]);
    expect(rows.map(({ perTarget }) => perTarget)).toEqual([120, 30, 21]);
    expect(rows.map(({ added }) => added)).toEqual([
      undefined,
      { time: 20, cpuTime: 3 },
      { time: 20, cpuTime: 3 },
    ]);
    expect({ growth, peakBytes, isKept }).toEqual({ growth: 1, peakBytes: 90e6, isKept: true });
  });

  test.each([
    ["targets that slow each other down", [run(10, 20), run(100, 20), run(1000, 30)], false],
    ["a child that needs more than its share", [run(10, 20), run(100, 20), run(1000, 20, 201e6)], false],
    [
      "one slow run among three",
      [20, 20, 60].flatMap((each) => [run(10, 20), run(100, 20), run(1000, each)]),
      true,
    ],
  ])("%s: kept %3$s", (_, runs, isKept) => {
    const summary = targetsSummary(runs);
    expect(summary.isKept).toBe(isKept);
    const page = "a\n<!-- written by npm run bench: targets -->\nold\n<!-- end -->\nz\n";
    const written = withTargets(page, summary, { machine: "m", labBytes: 300e6 });
    expect(written).toMatch(/^a\n.*\| 1,000 +\| \d +\| .*\n<!-- end -->\nz\n$/s);
    expect(written.includes("NOT KEPT")).toBe(!isKept);
  });
});

test("a run is measured with all its processes", async () => {
  const { runs } = await measureTargets(1, [1, 12]);
  expect(runs.map(({ count }) => count)).toEqual([1, 12]);
  for (const { time, processes } of runs) {
    expect(time).toBeGreaterThan(0);
    expect(processes.filter(({ isFirst }) => isFirst)).toHaveLength(process.platform === "linux" ? 1 : 0);
    if (process.platform !== "linux") continue;
    // The program, the one link that is tried, and the child for the metadata service and the way to the targets; or one for
    // each, where the way was short.
    expect([3, 4]).toContain(processes.length);
    for (const { peakBytes } of processes) expect(peakBytes).toBeGreaterThan(1e6);
  }
});
