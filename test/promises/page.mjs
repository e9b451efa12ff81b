// The tables in docs/promises.md; what stands around them is written by hand.

import { markdownTable } from "../support/markdown-table.mjs";

const TABLE = /(?<=<!-- written by npm run promises -->\n).*?(?=<!-- end -->)/s;
const FAULTS = /(?<=<!-- written by npm run promises: faults -->\n).*?(?=<!-- end -->)/s;

/** The page with these counts in the place of those it has. */
export function page(text, rows) {
  if (!TABLE.test(text)) throw new Error("docs/promises.md has lost the place of its table");
  const table = markdownTable(
    ["Promise", "Tried", "Broken", "Test", "Counted on"],
    rows.map(({ title, counts, tried, broken, files, date }) => [
      title,
      ...(counts === undefined
        ? ["not counted yet", ""]
        : [triedText(counts, tried, broken), `${broken} ${counts[broken]}`]),
      files.map((file) => `test/${file}`).join(", "),
      date ?? "",
    ]),
  );
  return text.replace(TABLE, () => `\n${table}\n\n`);
}

/** The page with what came of each fault at each kind of place. */
export function faultsPage(text, rows) {
  if (!FAULTS.test(text)) throw new Error("docs/promises.md has lost the place of its faults");
  if (rows.length === 0) return text.replace(FAULTS, () => "\nNot counted yet.\n\n");
  const reasons = [...new Set(rows.flatMap(({ at }) => Object.values(at).filter(isReason)))];
  const letterOf = (reason) => String.fromCodePoint("a".codePointAt(0) + reasons.indexOf(reason));
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const tables = kinds.map((kind) => {
    const those = rows.filter((row) => row.kind === kind);
    return tableOf(kind, those, letterOf);
  });
  const legend = reasons.map((reason) => `- ${letterOf(reason)}: ${reason}`).join("\n");
  return text.replace(FAULTS, () => `\n${[...tables, legend].join("\n\n")}\n\n`);
}

/** The faults of one kind, at the kinds of places where any of them is; the other places are named below, with the reason. */
function tableOf(kind, rows, letterOf) {
  const places = Object.keys(rows[0].at);
  const isMet = (place) => rows.some(({ at }) => !isReason(at[place]));
  const columns = places.filter(isMet);
  const table = markdownTable(
    ["Fault", "What is the matter", ...columns, "Cells"],
    rows.map(({ fault, words, at }) => [
      ...[fault, words],
      ...columns.map((place) => (isReason(at[place]) ? letterOf(at[place]) : at[place])),
      cellsOf({ at }),
    ]),
  );
  const without = places.filter((place) => !isMet(place));
  const lettersAt = (place) => [...new Set(rows.map(({ at }) => letterOf(at[place])))].join(", ");
  const groups = [...new Set(without.map(lettersAt))].map((letters) => {
    return `${without.filter((place) => lettersAt(place) === letters).join(", ")} (${letters})`;
  });
  const rest = groups.join("; ");
  return `### ${kind}\n\n${table}${rest === "" ? "" : `\n\nNot at: ${rest}.`}`;
}

/** Cells that held, by kind of fault and by fault, a line for each kind. */
export function faultLines(rows) {
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const told = rows.filter((row) => row.kind === kind).map((row) => `${row.fault} ${cellsOf(row)}`);
    return `faults of kind ${kind}: ${told.join(", ")}`;
  });
}

function cellsOf({ at }) {
  return Object.values(at).reduce((sum, one) => sum + (isReason(one) ? 0 : one), 0);
}

function isReason(one) {
  return typeof one === "string";
}

/** What the promise was put to first, then what else was counted. */
function triedText(counts, tried, broken) {
  const others = Object.keys(counts).filter((what) => what !== tried && what !== broken);
  return [tried, ...others].map((what) => `${what} ${counts[what].toLocaleString("en")}`).join(", ");
}
