import { afterAll, beforeAll, expect, test } from "vitest";
import { isAtHome } from "../support/at-home.ts";
import { built } from "../support/built.ts";
import { hostileAnswers } from "../support/hostile-answers.ts";
import type { HostileNetwork } from "../support/hostile-network.ts";
import { hostileWorld, wholeRun } from "../support/hostile-world.ts";
import { targetIn } from "../support/token-targets.ts";
import { scenarioNamed } from "../support/scenario-named.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";
import { arrivalsDuring, cameTo, isFromSdk, networkOfOthers, PLAYED, spokenAt } from "./played-others.ts";

let network: HostileNetwork;

beforeAll(async () => {
  network = await networkOfOthers();
});

afterAll(async () => {
  await network.close();
});

test.each(
  sample(
    PLAYED.map((row, index) => [...row, index] as const),
    3,
  ),
)(
  "%s: a whole run meets another %s",
  async (name, other, index) => {
    const scenario = scenarioNamed(name);
    const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
    const [target] = scenario.targets.flatMap((text) => targetIn(text));
    if (target === undefined) throw new Error("no target");
    const all = Object.values(hostileAnswers(target)).flat();
    // A run takes seconds: each scenario has other answers of the many.
    const [every, offset] = IS_WHOLE ? [61, (7 * index) % 61] : [all.length, (53 * index) % all.length];
    const answers = all.filter((_, at) => at % every === offset);
    const begun = network.arrivals.length;
    const astray: unknown[] = [];
    const unmet: unknown[] = [];
    let metBySdk = 0;
    for (const answer of answers) {
      const lab = await startLab(scenario, { azurite: false });
      try {
        const world = await hostileWorld(lab, network, (at) => spokenAt(other, scenario, at));
        const came = await arrivalsDuring(network, answer, async () => {
          const report = await wholeRun(scenario, world);
          expect(report.complete).toBe(true);
        });
        const met = came.filter((one) => cameTo(other, scenario, one));
        if (met.length === 0) unmet.push(answer);
        if (met.some(isFromSdk)) metBySdk += 1;
        astray.push(...came.filter((one) => !isAtHome(one, scenario)).map((one) => [answer, one]));
      } finally {
        await lab.close();
      }
    }
    countPromise("exfiltration", {
      answers: answers.length,
      "answers to the real SDK": metBySdk,
      "hosts called": new Set(network.arrivals.slice(begun).map(({ host }) => host)).size,
      "sent astray": astray.length,
    });
    expect(astray).toEqual([]);
    expect(unmet).toEqual([]);
    expect(metBySdk > 0).toBe(other !== "target");
  },
  300_000,
);
