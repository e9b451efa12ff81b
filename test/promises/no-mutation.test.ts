import { expect, test } from "vitest";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { inPool, play } from "../support/play.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

/** Whatever their identities may do there: test/lab/no-mutation.test.ts has those that may do everything. */
const WITH_TARGETS = scenarios.filter(({ targets }) => targets.length > 0);

/** A scenario may say which levels are asked for; here it is all of them. */
function withoutAccess({ args, ...scenario }: Scenario): Scenario {
  const at = args.indexOf("--access");
  return { ...scenario, args: at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1) };
}

test(
  "probes of every level, in every scenario with targets, change nothing",
  async () => {
    const changed: string[] = [];
    let probes = 0;
    const unasked: string[] = [];
    const played = sample(WITH_TARGETS, 60);
    await inPool(played, IS_WHOLE ? 2 : 1, async (scenario) => {
      // A real Azurite needs a while to start.
      const isInAzurite = IS_WHOLE && scenario.storage.length > 0;
      const { report, before, after } = await play(withoutAccess(scenario), {
        args: ["--access", "all"],
        azurite: isInAzurite ? "wait" : false,
      });
      const asked = report.targets.flatMap(({ access }) =>
        access.filter(({ exchange }) => exchange !== undefined),
      );
      probes += asked.length;
      if (asked.length === 0) unasked.push(scenario.name);
      if (before !== after) changed.push(scenario.name);
    });
    const scenariosAsked = played.length - unasked.length;
    countPromise("mutation", { probes, scenarios: scenariosAsked, "state changes": changed.length });
    expect(changed).toEqual([]);
    expect(probes).toBeGreaterThan(0);
  },
  IS_WHOLE ? 3_600_000 : 300_000,
);
