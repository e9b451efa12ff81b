// The table in docs/promises.md; what stands around it is written by hand.

import { markdownTable } from "../support/markdown-table.mjs";

const TABLE = /(?<=<!-- written by npm run promises -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts in the place of those it has. */
export function page(text, rows) {
  if (!TABLE.test(text)) throw new Error("docs/promises.md has lost the place of its table");
  const table = markdownTable(
    ["Promise", "Tried", "Broken", "Test", "Counted on"],
    rows.map(({ title, counts, tried, broken, file, date }) => [
      title,
      ...(counts === undefined
        ? ["not counted yet", ""]
        : [triedText(counts, tried, broken), `${broken} ${counts[broken]}`]),
      `test/${file}`,
      date ?? "",
    ]),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}

/** What the promise was put to first, then what else was counted. */
function triedText(counts, tried, broken) {
  const others = Object.keys(counts).filter((what) => what !== tried && what !== broken);
  return [tried, ...others].map((what) => `${what} ${counts[what].toLocaleString("en")}`).join(", ");
}
