import { appendFileSync } from "node:fs";
import { faults, type Fault } from "../../src/lab/faults.ts";
import { CELLS, whyNot, type Cell } from "./cells.ts";
import { CAN_MOUNT, DISK_FAULTS, type DiskFault } from "./disk-faults.ts";
import { PLACES, type PlaceKind } from "./places.ts";

const KINDS = [...new Set(PLACES.map(({ kind }) => kind))];
const REPORT = "report file";

/** What came of one fault: by kind of place how many cells held, or why there is none. */
interface Row {
  readonly fault: string;
  readonly kind: Fault["kind"] | "disk";
  readonly words: string;
  readonly at: Readonly<Partial<Record<PlaceKind | typeof REPORT, number | string>>>;
}

/** Notes the whole table, for the page (run.mjs). */
export function noteTable(held: ReadonlySet<Cell>, onDisk: ReadonlySet<DiskFault>): void {
  const file = process.env["PROMISES_COUNT"];
  if (file === undefined) return;
  appendFileSync(
    file,
    `${JSON.stringify({ name: "table of faults", table: [...tableOf(held), ...diskRows(onDisk)] })}\n`,
  );
}

function tableOf(held: ReadonlySet<Cell>): readonly Row[] {
  return faults.map((fault) => ({
    ...{ fault: fault.name, kind: fault.kind, words: fault.words },
    at: {
      ...Object.fromEntries(KINDS.map((kind) => [kind, whatIsAt(fault, kind, held)])),
      [REPORT]: "no endpoint",
    },
  }));
}

function diskRows(held: ReadonlySet<DiskFault>): readonly Row[] {
  return DISK_FAULTS.map((fault) => ({
    ...{ fault: fault.name, kind: "disk", words: fault.words },
    at: {
      ...Object.fromEntries(KINDS.map((kind) => [kind, "nothing is written there"])),
      [REPORT]: CAN_MOUNT ? Number(held.has(fault)) : "not played where no file system can be mounted",
    },
  }));
}

function whatIsAt(fault: Fault, kind: PlaceKind, held: ReadonlySet<Cell>): number | string {
  const cells = CELLS.filter((cell) => cell.fault === fault && cell.place.kind === kind);
  if (cells.length > 0) return cells.filter((cell) => held.has(cell)).length;
  const reasons = PLACES.filter((place) => place.kind === kind).map((place) => whyNot(fault, place));
  return reasons[0] ?? "";
}
