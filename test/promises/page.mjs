// The table in docs/promises.md; what stands around it is written by hand.

import { markdownTable } from "../support/markdown-table.mjs";

const TABLE = /(?<=<!-- written by npm run promises -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts in the place of those it has. */
export function page(text, rows) {
  if (!TABLE.test(text)) throw new Error("docs/promises.md has lost the place of its table");
  const table = markdownTable(
    ["Promise", "Tried", "Broken", "Test"],
    rows.map(({ title, counts, tried, broken, file }) => [
      title,
      [tried, ...Object.keys(counts).filter((what) => what !== tried && what !== broken)]
        .map((what) => `${what} ${counts[what].toLocaleString("en")}`)
        .join(", "),
      `${broken} ${counts[broken]}`,
      `test/${file}`,
    ]),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}
