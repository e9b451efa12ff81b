import CliTable from "cli-table3";
import type { Page } from "./page.ts";
import { hang, indent, measure, wrap } from "./wrap.ts";

export interface Row {
  readonly cells: readonly string[];
  /** Texts under the row, each wrapped over the whole width. */
  readonly notes?: readonly string[];
}

const MARGIN = 2;
const GAP = "  ";
/** Under this many columns, and where the cells do not fit side by side, rows are lists. */
const MIN_TABLE_WIDTH = 60;

/** No borders, no colours of its own; the library's defaults colour both even in a pipe. */
const PLAIN = {
  chars: Object.fromEntries(
    [
      ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
      ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
    ].map((name) => [name, ""]),
  ),
  style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
};

/**
 * Rows of short cells under one another, indented, each with its notes.
 *
 * Columns are as wide as their widest cell: cli-table3 cuts words with an ellipsis in a column of fixed width,
 * so it is given none. What does not fit is drawn as a list, in which long words are whole too.
 */
export function table(rows: readonly Row[], page: Page): string[] {
  const drawn = rows.length === 0 ? [] : drawCells(rows);
  const fits = page.width >= MIN_TABLE_WIDTH && drawn.every((line) => measure(line) + MARGIN <= page.width);
  return rows.flatMap(({ cells, notes = [] }, index) => [
    ...(fits ? indent([drawn[index] ?? ""], MARGIN) : listItem(cells, page)),
    ...notes.flatMap((note) => indent(wrap(note, page.width - 2 * MARGIN), 2 * MARGIN)),
  ]);
}

function drawCells(rows: readonly Row[]): string[] {
  const drawing = new CliTable({ ...PLAIN, chars: { ...PLAIN.chars, middle: GAP } });
  // A blank cell is a space: rows of nothing but empty cells would not be drawn at all.
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  for (const { cells } of rows) {
    drawing.push(Array.from({ length: columns }, (_, at) => oneLine(cells[at]) || " "));
  }
  return drawing
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function listItem(cells: readonly string[], page: Page): string[] {
  const [first = "", ...others] = cells.map(oneLine).filter((cell) => cell !== "");
  return hang(`${" ".repeat(MARGIN)}${first} `, others.join(GAP), page.width).map((line) => line.trimEnd());
}

function oneLine(text: string | undefined): string {
  return (text ?? "").replaceAll("\n", " ");
}

/** Labels on the left, values wrapped on the right; pairs without a value are left out. */
export function pairs(entries: readonly (readonly [string, string | undefined])[], page: Page): string[] {
  const present = entries.filter((entry): entry is readonly [string, string] => !!entry[1]);
  const widest = Math.max(0, ...present.map(([label]) => label.length));
  return present.flatMap(([label, value]) => {
    const lead = `${" ".repeat(MARGIN)}${page.colours.dim(label.padEnd(widest))}${GAP}`;
    return hang(lead, value, page.width);
  });
}
