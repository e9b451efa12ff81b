import { didYouMean, nearest } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";

/** A scenario by its name; the default one for no name. @throws UsageError when there is none. */
export async function findLabScenario(name: string) {
  const { DEFAULT_SCENARIO, findScenario, scenarios } = await import("../../lab/scenarios/index.ts");
  const scenario = findScenario(name || DEFAULT_SCENARIO);
  if (scenario === undefined) {
    const meant = nearest(
      name,
      scenarios.map((one) => one.name),
    );
    throw new UsageError(
      `lab has no scenario of that name; credprobe lab list shows all${didYouMean(meant === undefined ? [] : [meant])}`,
    );
  }
  return scenario;
}
