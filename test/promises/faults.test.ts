import { afterAll, describe, expect, test } from "vitest";
import { evidenceSchema, type Report } from "../../src/model/report.ts";
import { judge } from "../../src/judge/judge.ts";
import { seal } from "../../src/report/seal.ts";
import { atMost } from "../support/at-most.ts";
import { everyRendering } from "../support/every-rendering.ts";
import { expectNoLeak } from "../support/expect-no-leak.ts";
import { unfit } from "../support/hostile-texts.ts";
import { leaksIn } from "../support/leaks.ts";
import { plantedIn } from "../support/planted.ts";
import { validReport } from "../support/validate-report.ts";
import { CELLS, type Cell } from "./cells.ts";
import { countPromise, IS_WHOLE } from "./count.ts";
import { CAN_MOUNT, DISK_FAULTS, playOnDisk, type DiskFault } from "./disk-faults.ts";
import { expectedStages, type FirstFailure } from "./expected-stages.ts";
import { expectedAt, type RoleFacts, type Wait } from "./expected.ts";
import { familyOf, ordinaryCells } from "./ordinary-cells.ts";
import { noteTable } from "./table-of-faults.ts";
import { playCell, type PlayedCell } from "./play-cell.ts";

/** Of a step, and when the machine was too busy for that. */
const TIMEOUTS = [2, 10] as const;
/** The others wait; most of a cell is waiting, too. */
const AT_A_TIME = 2;
/** Of a test with its turn to wait for; what a cell may take is its own deadline's affair. */
const LIMIT_MS = 900_000;
/** Of a hundred cells so many may need a second try on a busy machine; more is a fault that comes and goes. */
const AGAIN_PER_HUNDRED = 2;
/** Documented, and no fault of credprobe itself. */
const EXIT_CODES: ReadonlySet<number | null> = new Set([0, 3, 4, 5]);
const inTurn = atMost(AT_A_TIME);
const counts = { cells: 0, plays: 0, failed: 0 };
const triedAgain: string[] = [];
const heldCells = new Set<Cell>();
const heldOnDisk = new Set<DiskFault>();
const looks = { looks: 0, leaks: 0 };

afterAll(() => {
  const all = { ...counts, "tried again": triedAgain.length };
  countPromise("faults", CAN_MOUNT ? all : { ...all, "not played here": DISK_FAULTS.length });
  countPromise("leaks", looks);
  noteTable(heldCells, heldOnDisk);
  if (!IS_WHOLE) return;
  if (!CAN_MOUNT) throw new Error("the disk's faults need root, and a mount namespace");
  if (triedAgain.length > (counts.cells * AGAIN_PER_HUNDRED) / 100)
    throw new Error(`too many cells were tried again: ${triedAgain.join(", ")}`);
});

const SHARE = ordinaryCells(CELLS);

test("the share of ordinary tests has every family of faults, and every kind of place", () => {
  const met = (cells: readonly Cell[]) => ({
    families: new Set(cells.map(({ fault }) => familyOf(fault))),
    kinds: new Set(cells.map(({ place }) => place.kind)),
  });
  expect(met(SHARE)).toEqual(met(CELLS));
});

describe.concurrent("a fault at a place", () => {
  test.for(IS_WHOLE ? CELLS : SHARE)("$name", { timeout: LIMIT_MS }, async (cell) => {
    counts.cells += 1;
    counts.failed += 1;
    const { plays } = await inTurn(() => livedThrough(cell));
    expect(plays.unchanged, "answers that the fault left as they were").toBe(0);
    counts.plays += plays.played;
    counts.failed -= 1;
    heldCells.add(cell);
  });
});

/** A cell that holds; a step that a busy machine did not leave a moment for is lived through once more. */
async function livedThrough(cell: Cell): Promise<Lived> {
  const [limit, longer] = TIMEOUTS;
  const once = await safelyPlayed(cell, limit);
  if (saysWhatItMust(cell, once)) return once;
  triedAgain.push(cell.name);
  const again = await safelyPlayed(cell, longer);
  expectWords(cell, again, "longer");
  return again;
}

describe("a fault of the disk that the report is written to", () => {
  test.runIf(CAN_MOUNT).each(DISK_FAULTS.map((fault) => [fault.name, fault] as const))(
    "%s",
    async (_, fault) => {
      counts.cells += 1;
      counts.failed += 1;
      await expect(playOnDisk(fault)).resolves.toBeUndefined();
      counts.failed -= 1;
      heldOnDisk.add(fault);
    },
  );
});

interface Lived {
  readonly report: Report;
  readonly plays: PlayedCell["plays"];
}

function saysWhatItMust(cell: Cell, lived: Lived): boolean {
  try {
    expectWords(cell, lived);
    return true;
  } catch {
    return false;
  }
}

/** It came to its end, was not ended, met the fault, and has the right words for it. */
function expectWords(cell: Cell, { report, plays }: Lived, wait: Wait = "short"): void {
  const { complete, interruptedAt, links, targets } = report;
  const { place } = cell;
  expect(plays.played, "times that the fault was met").toBeGreaterThan(0);
  expect({ complete, interruptedAt }).toEqual({ complete: true, interruptedAt: undefined });
  expect(links.filter(({ outcome }) => outcome === "crashed")).toEqual([]);
  const link = links.find(({ id }) => id === place.link)!;
  const verdicts = targets.flatMap(({ access }) =>
    access.filter((row) => row.link === place.link).map(({ verdict }) => verdict),
  );
  const expected = expectedAt(cell, wait);
  if (expected.roles !== undefined) expect(expected.roles).toContain(rolesIn(targets));
  for (const target of targets)
    expect(expectedStages(cell), "first stage not passed").toContain(firstFailure(target));
  expect(expected.outcomes, `${link.outcome}: ${link.reason}`).toContain(link.outcome);
  if (link.outcome !== "succeeded") return;
  expect(verdicts).toHaveLength(targets.length);
  for (const verdict of verdicts)
    expect(expected.verdicts, `verdicts: ${verdicts.join()}`).toContain(verdict);
}

function firstFailure({ stages }: Report["targets"][number]): FirstFailure {
  return stages.find(({ outcome }) => outcome === "failed")?.stage ?? "none";
}

/** Whether anything is known of what the identity may do. */
function rolesIn(targets: Report["targets"]): RoleFacts {
  const told = targets.flatMap(({ arm = [] }) => arm.flatMap(({ permissions = [] }) => permissions));
  return told.length > 0 ? "told" : "untold";
}

/** Plays a cell, and holds against what is promised all that no machine is too busy for. */
async function safelyPlayed(cell: Cell, timeoutSeconds: number): Promise<Lived> {
  const { scenario } = cell;
  const run = await playCell(cell, { timeoutSeconds });
  expect(run.signal).toBeNull();
  expect(EXIT_CODES, `exit code: ${run.stderr}`).toContain(run.code);
  const report = validReport(run.stdout);
  expect(report.verdict.exitCode).toBe(run.code);
  expect(run.left, "processes that are left").toEqual([]);
  expect(run.files, "files that are left").toEqual([]);
  expect([...run.temporary], "temporary files").toEqual([]);

  const { redactions } = report;
  const again = seal({ ...judge(evidenceSchema.parse(JSON.parse(run.stdout))), redactions }, []);
  const outputs = [
    { name: "standard output", text: run.stdout },
    { name: "standard error", text: run.stderr },
    ...(await everyRendering(again)),
  ];
  for (const { name, text } of outputs)
    expect(unfit(text), `${name}: a character that is not seen`).toBeUndefined();
  const planted = plantedIn(scenario);
  expectNoLeak(cell.name, outputs, planted);
  const filters = [...run.watched.coreFilters.values()];
  if (process.platform === "linux") expect(filters, "processes seen").not.toEqual([]);
  for (const filter of filters) expect(filter, "what of it a core dump would have").toMatch(/^0+$/);
  // One that vanished while it was looked at has shown nothing.
  const seen = run.watched.texts.filter(
    ({ what, isTool, text }) => text.trim() !== "" && (what === "arguments" || !isTool),
  );
  const leaks = seen.flatMap(({ what, text }) => leaksIn(text, planted).map((leak) => `${what}: ${leak}`));
  looks.looks += seen.length;
  looks.leaks += leaks.length;
  expect(leaks, "what others see of the processes").toEqual([]);
  return { report, plays: run.plays };
}
