import yargs from "yargs";
import type { LabOptions, RunningLab } from "../../src/lab/start.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import type { Acts } from "../../src/lab/servers/act-record.ts";
import type { SeenRequest } from "../../src/lab/servers/listen.ts";
import type { SealedReport } from "../../src/report/seal.ts";
import type { World } from "../../src/world/world.ts";
import { atMost } from "./at-most.ts";
import { built } from "./built.ts";

export interface Played {
  readonly report: SealedReport;
  /** Hash of all that the lab holds, before the run and after it. */
  readonly before: string;
  readonly after: string;
  /** What was done with it in between. */
  readonly acts: Acts;
  readonly requests: readonly SeenRequest[];
}

export interface PlayOptions extends LabOptions {
  /** More arguments than the scenario's own. */
  readonly args?: readonly string[];
  /** The world to run in, in the place of the lab's. */
  readonly world?: (lab: RunningLab) => Promise<World>;
}

/** Runs a scenario as its command line would, in this process: as `credprobe lab` does, for a scenario of any making. */
export async function play(
  scenario: Scenario,
  { args = [], world, ...options }: PlayOptions = {},
): Promise<Played> {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const { withProbeOptions } =
    await built<typeof import("../../src/cli/probe-options.ts")>("cli/probe-options.js");
  const { requestOf } = await built<typeof import("../../src/cli/request-of.ts")>("cli/request-of.js");
  const { runProbe } = await built<typeof import("../../src/cli/run-probe.ts")>("cli/run-probe.js");
  const parsed = await withProbeOptions(yargs([...scenario.args, ...args]).exitProcess(false)).parseAsync();
  const request = await requestOf({ ...parsed, targets: [...scenario.targets] });
  const lab = await startLab(scenario, { azurite: false, ...options });
  try {
    const before = await lab.dataHash();
    const view = { show: () => {}, say: () => {}, end: () => {} };
    const ending = { controller: new AbortController(), release: () => {} };
    const report = await runProbe(request, (await world?.(lab)) ?? lab.world, view, ending);
    const [after, acts] = [await lab.dataHash(), await lab.acts()];
    return { report, before, after, acts, requests: lab.requests() };
  } finally {
    await lab.close();
  }
}

/** Does all of it, so many at a time. */
export async function inPool<Item>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const inTurn = atMost(size);
  await Promise.all(items.map((item) => inTurn(() => work(item))));
}
