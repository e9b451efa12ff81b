import { afterAll, beforeAll, expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { Report } from "../../src/model/report.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";

const scenario = findScenario("leftover-secret")!;

let lab: RunningLab;

beforeAll(async () => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  lab = await startLab(scenario, { azurite: false });
});

afterAll(async () => {
  await lab.close();
});

function request(): ProbeRequest {
  const targets = scenario.targets.flatMap((url) => {
    const match = matchTarget(url);
    return "target" in match ? [match.target] : [];
  });
  return { targets, options: NO_OPTIONS, cut: [], verbose: false };
}

test.each([1, 4, 5])("after %i links: what is told is what a run gives that is ended then", async (count) => {
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const controller = new AbortController();
  const told: Promise<Report>[] = [];
  const ended = await probe(request(), lab.world, {
    signal: controller.signal,
    onProgress: () => {},
    onPartial(report) {
      if (told.length > count) return;
      told.push(report());
      if (told.length > count) controller.abort("SIGTERM");
    },
  });
  const partial = await told[count]!;
  expect(partial.links.filter(({ reason }) => !reason.startsWith("the run was ended"))).toHaveLength(count);
  expect([partial.complete, partial.interruptedBy]).toEqual([false, undefined]);
  expect([ended.complete, ended.interruptedBy]).toEqual([false, "SIGTERM"]);
  expect(whatWasFound(partial)).toEqual(whatWasFound(ended));
});

function whatWasFound(report: Report): Partial<Report> {
  const { finishedAt: _, interruptedBy: __, verdict: ___, redactions: ____, ...found } = report;
  return found;
}
