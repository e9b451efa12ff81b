import { expect, test } from "vitest";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import type { SeenRequest } from "../../src/lab/servers/listen.ts";
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
    const changes: string[] = [];
    const managed: SeenRequest[] = [];
    let [probes, judged] = [0, 0];
    const unasked: string[] = [];
    const played = sample(WITH_TARGETS, 60);
    await inPool(played, IS_WHOLE ? 2 : 1, async (scenario) => {
      // A real Azurite needs a while to start.
      const isInAzurite = IS_WHOLE && scenario.storage.length > 0;
      const { report, before, after, acts, requests } = await play(withoutAccess(scenario), {
        args: ["--access", "all"],
        azurite: isInAzurite ? "wait" : false,
      });
      const asked = report.targets.flatMap(({ access }) =>
        access.filter(({ exchange }) => exchange !== undefined),
      );
      probes += asked.length;
      if (asked.length === 0) unasked.push(scenario.name);
      if (before !== after) changed.push(scenario.name);
      judged += acts.judged;
      changes.push(...acts.changes.map((what) => `${scenario.name}: ${what}`));
      managed.push(...requests.filter(({ server }) => server === "arm"));
    });
    const scenariosAsked = played.length - unasked.length;
    countPromise("mutation", {
      ...{ "requests judged": judged, probes, scenarios: scenariosAsked },
      ...{ "requests to Azure Resource Manager": managed.length, "state changes": changes.length },
    });
    expect(changes).toEqual([]);
    expect(changed).toEqual([]);
    // It has reading questions only (dataplane.md sections 3.1 and 19.2).
    expect(managed.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(Math.min(probes, judged)).toBeGreaterThan(0);
  },
  IS_WHOLE ? 3_600_000 : 300_000,
);
