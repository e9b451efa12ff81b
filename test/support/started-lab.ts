import type { RunningLab } from "../../src/lab/start.ts";
import { defineScenario } from "../../src/lab/scenario.ts";
import { built } from "./built.ts";

type Special = Partial<Parameters<typeof defineScenario>[0]>;

/** A simulated host with only what a test needs; the test closes it. */
export async function startedLab(special: Special): Promise<RunningLab> {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = defineScenario({
    name: "test",
    title: "A host of a test",
    story: "Only what the test needs.",
    expect: { exitCode: 0, winner: { state: "none", link: null }, outcomes: {}, findings: [] },
    ...special,
  });
  return await startLab(scenario, { azurite: false });
}
