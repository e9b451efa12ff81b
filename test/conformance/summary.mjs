// What a run has to say, in lines and in numbers. Pure.

import { countsOf } from "./compare.mjs";

/** One line for each SDK, present or missing, then the sum. */
export function summaryLines(toolchains, comparisons) {
  const { agreed, failed } = totalsOf(comparisons);
  const present = toolchains.filter(({ missing }) => missing === undefined).map(({ name }) => name);
  const missing = toolchains.filter((one) => one.missing !== undefined).map(({ name }) => name);
  return [
    ...toolchains.map((one) => sdkLine(one, comparisons)),
    `toolchains present: ${present.join(", ") || "none"}; missing: ${missing.join(", ") || "none"}`,
    `conformance: ${agreed + failed} comparisons, ${agreed} agree, ${failed} do not`,
  ];
}

function sdkLine({ name, version, missing }, comparisons) {
  if (missing !== undefined) return `${name}: MISSING, ${missing}; nothing was compared`;
  const { agrees, differs, unknown, unanswered, broken, inapplicable } = countsOf(comparisons, name);
  return (
    `${name} ${version}: ${agrees + differs} compared, ${agrees} agree, ${differs} differ, ` +
    `${unknown} not predicted, ${unanswered} without answer, ${inapplicable} not applicable, ${broken} broken`
  );
}

/** A comparison that broke counts as one that failed. */
export function totalsOf(comparisons) {
  const agreed = comparisons.filter(({ result }) => result === "agrees").length;
  const failed = comparisons.filter(({ result }) => result === "differs" || result === "broken").length;
  return { agreed, failed };
}
