// The table of mutants in docs/promises.md, as it was counted last: a row for each file.

import { markdownTable } from "../support/markdown-table.mjs";
import { modules } from "./modules.mjs";

const TABLE = /(?<=<!-- written by npm run mutants -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts, by file, in the place of those it has. */
export function page(text, counted) {
  if (!TABLE.test(text)) throw new Error("docs/promises.md has lost the place of its mutants");
  const table = markdownTable(
    ["Module", "File", "Mutants", "Killed", "Argued", "Survived", "Counted on"],
    modules.flatMap(({ name, files }) => files.map((file) => [name, `src/${file}`, ...cells(counted[file])])),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}

function cells(row) {
  return row === undefined
    ? ["not run", "", "", "", ""]
    : [row.mutants, row.killed, row.argued, row.survived, row.date];
}
