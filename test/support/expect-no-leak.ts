import { expect } from "vitest";
import { countSearch } from "./canary-count.ts";
import type { Rendering } from "./every-rendering.ts";
import { leaksIn } from "./leaks.ts";
import type { Planted } from "./planted.ts";

/** Fails for every secret that stands in any of the outputs, and counts the search. */
export function expectNoLeak(
  scenario: string,
  outputs: readonly Rendering[],
  planted: readonly Planted[],
): void {
  const leaks = outputs.flatMap(({ name, text }) => leaksIn(text, planted).map((leak) => `${name}: ${leak}`));
  expect(leaks).toEqual([]);
  // The mark of all is one more.
  countSearch(scenario, outputs.length, planted.length + 1);
}
