import type { Scenario } from "../../src/lab/scenario.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";

/** @throws where the lab has no scenario of that name. */
export function scenarioNamed(name: string): Scenario {
  const found = findScenario(name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}
