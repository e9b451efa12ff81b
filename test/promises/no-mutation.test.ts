import { expect, test } from "vitest";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { inPool, play } from "../support/play.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

/** Whatever their identities may do there: test/lab/no-mutation.test.ts has those that may do everything. */
const WITH_TARGETS = scenarios.filter(({ targets }) => targets.length > 0);

/** Of so many scenarios about storage the data of one lies in a real Azurite, which needs a while to start. */
const AZURITE_SHARE = 4;

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
    await inPool([...sample(WITH_TARGETS, 60).entries()], IS_WHOLE ? 2 : 1, async ([index, scenario]) => {
      const isInAzurite = IS_WHOLE && scenario.storage.length > 0 && index % AZURITE_SHARE === 0;
      const { report, before, after } = await play(withoutAccess(scenario), {
        args: ["--access", "all"],
        azurite: isInAzurite ? "wait" : false,
      });
      probes += report.targets.flatMap(({ access }) =>
        access.filter(({ exchange }) => exchange !== undefined),
      ).length;
      if (before !== after) changed.push(scenario.name);
    });
    countPromise("mutation", { probes, "state changes": changed.length });
    expect(changed).toEqual([]);
    expect(probes).toBeGreaterThan(0);
  },
  IS_WHOLE ? 3_600_000 : 300_000,
);
