import { format } from "prettier";
import { expect, test } from "vitest";

// Plain JavaScript, without types.
const { markdownTable } = (await import(new URL("markdown-table.mjs", import.meta.url).href)) as {
  markdownTable: (head: readonly string[], rows: readonly (readonly unknown[])[]) => string;
};

test("a table is one that prettier leaves as it is, whatever its cells hold", async () => {
  const rows = [
    ["a | b", 1, "`code`"],
    ["…", 1.25, "a longer cell – with a dash"],
  ];
  const table = markdownTable(["Who", "n", "What"], rows);
  expect(table.split("\n")).toHaveLength(4);
  expect(table).toContain(String.raw`| a \| b |`);
  expect(await format(table, { parser: "markdown" })).toBe(`${table}\n`);
});
