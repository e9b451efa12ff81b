import { appendFileSync } from "node:fs";
import { faults, type Fault } from "../../src/lab/faults.ts";
import { CELLS, whyNot, type Cell } from "./cells.ts";
import { PLACES, type PlaceKind } from "./places.ts";

/** What came of one fault: by kind of place how many cells held, or why there is none. */
interface Row {
  readonly fault: string;
  readonly kind: Fault["kind"];
  readonly words: string;
  readonly at: Readonly<Partial<Record<PlaceKind, number | string>>>;
}

/** Notes the whole table, for the page (run.mjs). */
export function noteTable(held: ReadonlySet<Cell>): void {
  const file = process.env["PROMISES_COUNT"];
  if (file === undefined) return;
  appendFileSync(file, `${JSON.stringify({ name: "table of faults", table: tableOf(held) })}\n`);
}

function tableOf(held: ReadonlySet<Cell>): readonly Row[] {
  const kinds = [...new Set(PLACES.map(({ kind }) => kind))];
  return faults.map((fault) => ({
    ...{ fault: fault.name, kind: fault.kind, words: fault.words },
    at: Object.fromEntries(kinds.map((kind) => [kind, whatIsAt(fault, kind, held)])),
  }));
}

function whatIsAt(fault: Fault, kind: PlaceKind, held: ReadonlySet<Cell>): number | string {
  const cells = CELLS.filter((cell) => cell.fault === fault && cell.place.kind === kind);
  if (cells.length > 0) return cells.filter((cell) => held.has(cell)).length;
  const reasons = PLACES.filter((place) => place.kind === kind).map((place) => whyNot(fault, place));
  return reasons[0] ?? "";
}
