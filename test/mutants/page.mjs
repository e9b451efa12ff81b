// The table of mutants in docs/promises.md; rows of modules that were not run again stay as they are.

import { markdownTable } from "../support/markdown-table.mjs";
import { modules } from "./modules.mjs";

const TABLE = /(?<=<!-- written by npm run mutants -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts in the place of those it has. */
export function page(text, rows) {
  const [before] = TABLE.exec(text) ?? [];
  if (before === undefined) throw new Error("docs/promises.md has lost the place of its mutants");
  const table = markdownTable(
    ["Module", "Files", "Mutants", "Killed", "Argued", "Survived"],
    modules.map(({ name, files }) => {
      const row = rows.find((one) => one.name === name);
      const counts = row && [row.mutants, row.killed, row.argued, row.survivors.length].map(String);
      return [name, files.map((file) => `src/${file}`).join(", "), ...(counts ?? countsIn(before, name))];
    }),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}

/** What an earlier run wrote of a module. */
function countsIn(table, name) {
  const cells = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return cells.find(([, module]) => module === name)?.slice(3, 7) ?? ["not run", "", "", ""];
}
