import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadedGuard } from "../support/guard.ts";
import { countPromise, IS_WHOLE } from "./count.ts";

const CHILD = fileURLToPath(new URL("soak-child.mjs", import.meta.url));
const SECONDS = IS_WHOLE ? 3600 : 300;
const LIMIT_MS = IS_WHOLE ? 3_000_000 : 280_000;

interface Held {
  readonly heap: number;
  readonly buffers: number;
  readonly descriptors: number;
  readonly resources: number;
  readonly listeners: number;
}

/** By how much a measure may be larger in the end than it was when everything had been loaded: a share, and a number. */
const MAY_GROW: Readonly<Record<keyof Held, readonly [times: number, more: number]>> = {
  heap: [1.1, 0],
  buffers: [1.1, 0],
  descriptors: [1, 2],
  // Connections that a server has not closed yet.
  resources: [1, 2],
  listeners: [1, 0],
};

test(
  "waiting takes no more memory from round to round, and leaves no handle and no listener",
  async () => {
    const args = ["--expose-gc", "--import", loadedGuard(), CHILD, String(SECONDS)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: LIMIT_MS, env: {} });
    const { waited, held } = JSON.parse(stdout) as {
      waited: { end: string; rounds: number; seconds: number };
      held: Held[];
    };
    expect(waited.end).toBe("ran-out");
    expect(held.length).toBeGreaterThan(8);
    const quarter = Math.floor(held.length / 4);
    const names = Object.keys(MAY_GROW) as (keyof Held)[];
    const grown = names.filter((name) => {
      const early = median(held.slice(quarter, 2 * quarter).map((one) => one[name]));
      const [times, more] = MAY_GROW[name];
      return median(held.slice(-quarter).map((one) => one[name])) > early * times + more;
    });
    countPromise("soak", { "simulated hours": SECONDS / 3600, rounds: waited.rounds, growth: grown.length });
    expect({ grown, held: grown.length === 0 ? [] : held }).toEqual({ grown: [], held: [] });
  },
  LIMIT_MS,
);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
