import type { Scenario } from "../../lab/scenario.ts";
import { UsageError } from "../usage-error.ts";

/** A scenario by its name; the default one for no name. @throws UsageError when there is none. */
export async function findLabScenario(name: string): Promise<Scenario> {
  const { DEFAULT_SCENARIO, findScenario } = await import("../../lab/scenarios/index.ts");
  const scenario = findScenario(name || DEFAULT_SCENARIO);
  if (scenario === undefined) {
    throw new UsageError("lab has no scenario of that name; credprobe lab list shows all");
  }
  return scenario;
}
