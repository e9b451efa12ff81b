import type { Fault } from "../../src/lab/faults.ts";
import { grouped } from "../../src/model/grouped.ts";
import type { Cell } from "./cells.ts";
import { expectedAt } from "./expected.ts";

/**
 * The cells of ordinary tests: one for each family of faults and for each kind of place, always the same ones. A family
 * goes where the fewest have been, and rather where nobody waits for the end of a step.
 */
export function ordinaryCells(cells: readonly Cell[]): readonly Cell[] {
  const chosen: Cell[] = [];
  const choose = (from: readonly Cell[]) => {
    const best = from.toSorted((one, other) => costOf(one, chosen) - costOf(other, chosen))[0];
    if (best !== undefined) chosen.push(best);
  };
  // Those that are played at few kinds of places choose first.
  const families = [...grouped(cells, ({ fault }) => familyOf(fault)).values()];
  for (const family of families.toSorted((one, other) => kindsIn(one) - kindsIn(other))) choose(family);
  for (const kind of grouped(cells, ({ place }) => place.kind).values()) {
    if (!kind.some((cell) => chosen.includes(cell))) choose(kind);
  }
  return chosen;
}

/** What faults have in common: the first word of their names, but that those of names are all different. */
export function familyOf({ kind, name }: Fault): string {
  return kind === "name" ? name : (name.split("-")[0] ?? name);
}

function kindsIn(cells: readonly Cell[]): number {
  return new Set(cells.map(({ place }) => place.kind)).size;
}

const MANY = 1000;

function costOf(cell: Cell, chosen: readonly Cell[]): number {
  const ofKind = chosen.filter(({ place }) => place.kind === cell.place.kind).length;
  const there = chosen.filter(({ place }) => place === cell.place).length;
  const waits = expectedAt(cell).outcomes.includes("timed-out") ? 1 : 0;
  return (ofKind * MANY + there) * MANY + waits;
}
