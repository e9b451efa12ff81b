import type { RunningLab } from "../../src/lab/start.ts";
import { defineScenario, type Scenario } from "../../src/lab/scenario.ts";
import { built } from "./built.ts";

type Special = Partial<Parameters<typeof defineScenario>[0]>;

/** A scenario that only a test plays. */
export function testScenario(special: Special): Scenario {
  return defineScenario({
    name: "test",
    title: "A host of a test",
    story: "Only what the test needs.",
    expect: { exitCode: 0, winner: { state: "none", link: null }, outcomes: {}, findings: [] },
    ...special,
  });
}

/** A simulated host with only what a test needs; the test closes it. */
export async function startedLab(special: Special): Promise<RunningLab> {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  return await startLab(testScenario(special), { azurite: false });
}
