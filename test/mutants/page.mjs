// The table of mutants in docs/promises.md; rows of files that were not run again stay as they are.

import { markdownTable } from "../support/markdown-table.mjs";
import { modules } from "./modules.mjs";

const TABLE = /(?<=<!-- written by npm run mutants -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts, a row for each file, in the place of those it has. */
export function page(text, rows) {
  const [before] = TABLE.exec(text) ?? [];
  if (before === undefined) throw new Error("docs/promises.md has lost the place of its mutants");
  const table = markdownTable(
    ["Module", "File", "Mutants", "Killed", "Argued", "Survived"],
    modules.flatMap(({ name, files }) =>
      files.map((file) => {
        const row = rows.find((one) => one.file === file);
        const counts = row && [row.mutants, row.killed, row.argued, row.survived];
        return [name, `src/${file}`, ...(counts ?? countsIn(before, file))];
      }),
    ),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}

/** What an earlier run wrote of a file. */
function countsIn(table, file) {
  const cells = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return cells.find((row) => row[2] === `src/${file}`)?.slice(3, 7) ?? ["not run", "", "", ""];
}
