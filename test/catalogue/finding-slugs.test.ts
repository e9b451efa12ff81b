import { expect, test } from "vitest";
import { findings } from "../../src/catalogue/findings/index.ts";
import slugs from "./slugs.json" with { type: "json" };

// Scripts and tickets go by slugs (design section 10): one that is given up moves from the first list to the second, and
// what takes its place gets another name.
test("every slug stands in the list, and none that was given up is used again", () => {
  expect(Object.keys(findings).toSorted()).toEqual(slugs.inUse);
  expect(slugs.retired.filter((slug) => slugs.inUse.includes(slug))).toEqual([]);
  expect(slugs.retired).toEqual([...new Set(slugs.retired)]);
});
