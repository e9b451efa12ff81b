import { afterAll, describe, expect, test } from "vitest";
import { atMost } from "../support/at-most.ts";
import { SEED } from "../support/seed.ts";
import { chance } from "../support/shuffled.ts";
import { validReport } from "../support/validate-report.ts";
import { CELLS } from "./cells.ts";
import { countPromise, IS_WHOLE } from "./count.ts";
import { playCell } from "./play-cell.ts";

/** Hosts in which a tool is waited for, and what it leaves behind. */
const TOOLS = ["az--tool-hangs", "az--tool-forks"] as const;

/** Hosts in which something is always waited for: a tool, a network, an answer. */
const WAITING = [
  ...TOOLS,
  "metadata-token--slow-body",
  "entra-secret--silent",
  "key-vault--slow-headers",
  "service-bus--silent",
  "proxy--slow-headers",
] as const;

const ENDS = [
  { signal: "SIGINT", code: 130, cells: WAITING },
  { signal: "SIGTERM", code: 143, cells: WAITING },
  { signal: "SIGHUP", code: 143, cells: WAITING },
  // The lab's servers die with the program, and whoever waits for them ends by itself.
  { signal: "SIGKILL", code: null, cells: TOOLS },
] as const;

/** Behind the start of the first child; the runs take longer. */
const LATEST_MS = 6000;
const MOMENTS = IS_WHOLE ? 20 : 1;
const LIMIT_MS = 900_000;

const random = chance(SEED);
const moments = Array.from({ length: MOMENTS }, () => ENDS.map(moment)).flat();

/** `too late`: the run had come to its end. */
const counts = { signals: 0, "too late": 0, failed: 0 };
const inTurn = atMost(2);

afterAll(() => {
  countPromise("signals", counts);
  if (IS_WHOLE && counts["too late"] > counts.signals / 2) throw new Error("most signals came too late");
});

describe.concurrent(`signals at random moments, SEED=${SEED}`, () => {
  test.for(moments)(
    "$signal in $cell, $afterMs ms after its first child",
    { timeout: LIMIT_MS },
    async ({ signal, code, cell, afterMs }) => {
      counts.signals += 1;
      counts.failed += 1;
      const found = CELLS.find(({ name }) => name === cell)!;
      const run = await inTurn(
        async () => await playCell(found, { timeoutSeconds: 4, signalOnChild: { signal, afterMs } }),
      );
      expect(run.left, "processes that are left").toEqual([]);
      if (run.signal === "SIGKILL") {
        expect(signal).toBe("SIGKILL");
      } else {
        const report = validReport(run.stdout);
        // A run that had come to its end is no longer interrupted.
        if (report.complete) counts["too late"] += 1;
        expect([run.code, report.complete, report.interruptedBy]).toEqual(
          report.complete ? [report.verdict.exitCode, true, undefined] : [code, false, signal],
        );
        expect(run.files, "files that are left").toEqual([]);
      }
      counts.failed -= 1;
    },
  );
});

function moment({ cells, ...end }: (typeof ENDS)[number]) {
  const cell = cells[Math.floor(random() * cells.length)]!;
  return { ...end, cell, afterMs: Math.floor(random() * LATEST_MS) };
}
