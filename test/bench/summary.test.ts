import { expect, test } from "vitest";

interface Times {
  readonly ours: number;
  readonly reference: number;
}
interface Summary {
  readonly ratio: number;
  readonly spread: readonly number[];
  readonly isKept?: boolean;
}
// Plain JavaScript, without types.
const load = async <T>(name: string) => (await import(new URL(name, import.meta.url).href)) as T;
const { summary } = await load<{
  summary: (row: { bound?: number }, times: readonly Times[]) => Summary;
}>("summary.mjs");
const { withResults } = await load<{
  withResults: (page: string, results: readonly object[], machine: string) => string;
}>("page.mjs");

/** Neighbours whose ratios are 1.0, 1.2, 1.4, 1.6 and 5.0, in disorder. */
const TIMES = [1600, 1000, 5000, 1200, 1400].map((ours) => ({ ours, reference: 1000 }));

test("one bad run moves neither the ratio nor its spread", () => {
  const { ratio, spread } = summary({}, TIMES);
  expect(ratio).toBeCloseTo(1.4);
  expect(spread[0]).toBeCloseTo(1.2);
  expect(spread[1]).toBeCloseTo(1.6);
});

test.each([
  [1.3, false],
  [1.4, true],
  [undefined, undefined],
])("a bound of %s is kept: %s", (bound, isKept) => {
  expect(summary(bound === undefined ? {} : { bound }, TIMES).isKept).toBe(isKept);
});

test("the table is put between its marks, and says when a bound is not kept", () => {
  const page = "before\n<!-- written by npm run bench: comparisons -->\nold\n<!-- end -->\nafter\n";
  const side = (what: string) => ({ what });
  const comparison = { title: "a host", ours: side("ours"), reference: side("theirs"), bound: 1.3 };
  const written = withResults(page, [{ comparison, summary: summary(comparison, TIMES) }], "m");
  expect(written).toMatch(/^before\n.*\n<!-- end -->\nafter\n$/s);
  expect(written).toMatch(/\| a host +\| ours .*\| 1\.40 .*\| 1\.20 – 1\.60 .*\| 1\.3 \(NOT KEPT\) \|/);
  expect(written).not.toContain("old");
  expect(() => withResults("no marks", [], "m")).toThrow("docs/performance.md");
});
