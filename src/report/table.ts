import CliTable from "cli-table3";
import { largest } from "../model/largest.ts";
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

/** The time that cli-table3 takes grows with the square of the rows. */
const MANY_ROWS = 200;

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
 * Rows of short cells under one another, indented, each with its notes. Where the rows are too wide, the last
 * cell goes under the others; where that does not help, each row is a list.
 *
 * Columns are as wide as their widest cell: cli-table3 cuts words with an ellipsis in a column of fixed width,
 * so it is given none, and is not asked to wrap.
 */
export function table(rows: readonly Row[], page: Page, margin: number = MARGIN): string[] {
  const room = page.width - margin;
  const isWide = page.width >= MIN_TABLE_WIDTH;
  const layouts = isWide ? [rows, rows.map(lastCellUnder)] : [];
  for (const layout of layouts) {
    const drawn = drawCells(layout);
    if (!drawn.every((line) => measure(line) <= room)) continue;
    return indent(
      layout.flatMap((row, index) => [drawn[index] ?? "", ...noteLines(row, room)]),
      margin,
    );
  }
  return indent(
    rows.flatMap((row) => [...listItem(row.cells, room), ...noteLines(row, room)]),
    margin,
  );
}

function lastCellUnder({ cells, notes = [] }: Row): Row {
  return { cells: cells.slice(0, -1), notes: [cells.at(-1) ?? "", ...notes] };
}

function noteLines({ notes = [] }: Row, room: number): string[] {
  return notes
    .filter((note) => note !== "")
    .flatMap((note) => indent(wrap(oneLine(note), room - MARGIN), MARGIN));
}

function drawCells(rows: readonly Row[]): string[] {
  // A blank cell is a space: rows of nothing but empty cells would not be drawn at all.
  const cells = rows.map((row) => row.cells.map((cell) => oneLine(cell) || " "));
  const columns = largest(
    cells.map(({ length }) => length),
    0,
  );
  if (cells.length <= MANY_ROWS) return drawnRows(cells, columns);
  // A row before each part makes its columns as wide as they are in all of the table; it is taken off again.
  const widest = Array.from({ length: columns }, (_, at) => {
    const widths = cells.map((row) => measure(row[at] ?? ""));
    return "x".repeat(largest(widths, 1));
  });
  return inParts(cells, MANY_ROWS).flatMap((part) => drawnRows([widest, ...part], columns).slice(1));
}

function drawnRows(rows: readonly (readonly string[])[], columns: number): string[] {
  const drawing = new CliTable({ ...PLAIN, chars: { ...PLAIN.chars, middle: GAP } });
  for (const row of rows) drawing.push(Array.from({ length: columns }, (_, at) => row[at] ?? " "));
  return drawing
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function inParts<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

/** The cells one after another, on as many lines as they need. */
function listItem(cells: readonly string[], room: number): string[] {
  let lines: string[] = [];
  for (const cell of cells.map((text) => oneLine(text).trim()).filter((text) => text !== "")) {
    const longer = lines.length === 0 ? cell : `${lines.at(-1)}${GAP}${cell}`;
    if (measure(longer) <= room) lines.splice(-1, 1, longer);
    else if (lines.length === 0) lines = wrap(cell, room);
    else lines = [...lines, ...indent(wrap(cell, room - MARGIN), MARGIN)];
  }
  return lines;
}

function oneLine(text: string | undefined): string {
  return (text ?? "").replaceAll("\n", " ");
}

/** Labels on the left, values wrapped on the right; pairs without a value are left out. */
export function pairs(
  entries: readonly (readonly [string, string | undefined])[],
  page: Page,
  margin: number = MARGIN,
): string[] {
  const present = entries.filter((entry): entry is readonly [string, string] => !!entry[1]);
  const widest = largest(
    present.map(([label]) => label.length),
    0,
  );
  return present.flatMap(([label, value]) => {
    const space = " ".repeat(widest - label.length) + GAP;
    return hang(`${" ".repeat(margin)}${page.colours.dim(label)}${space}`, value, page.width);
  });
}
