import { expect } from "vitest";
import { countSearch } from "./canary-count.ts";
import type { Rendering } from "./every-rendering.ts";
import { leaksIn, MARKS } from "./leaks.ts";
import type { Planted } from "./planted.ts";

/** Fails for every secret that stands in any of the outputs, and counts the search. */
export function expectNoLeak(
  scenario: string,
  outputs: readonly Rendering[],
  planted: readonly Planted[],
  commands: readonly string[] = ["lab"],
): void {
  const leaks = outputs.flatMap(({ name, text }) => leaksIn(text, planted).map((leak) => `${name}: ${leak}`));
  const names = outputs.map(({ name }) => name);
  const secrets = planted.length + MARKS.length;
  countSearch({ scenario, outputs: names, commands, secrets, hits: leaks.length });
  expect(leaks).toEqual([]);
}
