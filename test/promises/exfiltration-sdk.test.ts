import { afterAll, beforeAll, expect, test } from "vitest";
import { isAtHome } from "../support/at-home.ts";
import { built } from "../support/built.ts";
import { hostileAnswers } from "../support/hostile-answers.ts";
import type { HostileAnswer, HostileNetwork } from "../support/hostile-network.ts";
import { hostileWorld } from "../support/hostile-world.ts";
import { startLinkChild } from "../support/link-child.ts";
import { targetIn } from "../support/token-targets.ts";
import { scenarioNamed } from "../support/scenario-named.ts";
import { countPromise, sample } from "./count.ts";
import {
  arrivalsDuring,
  cameTo,
  isFromSdk,
  networkOfOthers,
  PLAYED,
  spokenAt,
  type Other,
} from "./played-others.ts";

let network: HostileNetwork;

beforeAll(async () => {
  network = await networkOfOthers();
});

afterAll(async () => {
  await network.close();
});

// The child of the product that tries a link, with the real SDK and the scenario's own secrets. A whole run starts several
// of them: here one is told to try again for each answer.
test.each(PLAYED)(
  "%s: a child meets another %s",
  async (name, other) => {
    const scenario = scenarioNamed(name);
    const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
    const lab = await startLab(scenario, { azurite: false });
    const world = await hostileWorld(lab, network, (at) => spokenAt(other, scenario, at));
    const child = await startLinkChild(scenario, world);
    const answers = sample(answersOf(other, scenario.targets), 24);
    const begun = network.arrivals.length;
    const astray: unknown[] = [];
    const unmet: unknown[] = [];
    try {
      for (const answer of answers) {
        const came = await arrivalsDuring(network, answer, child.attempt);
        const met = came.filter((one) => cameTo(other, scenario, one));
        if (!met.some((one) => other === "target" || isFromSdk(one))) unmet.push(answer);
        astray.push(...came.filter((one) => !isAtHome(one, scenario)).map((one) => [answer, one]));
      }
    } finally {
      child.end();
      await lab.close();
    }
    countPromise("exfiltration", {
      answers: answers.length,
      // A target is never asked by the SDK, but by the product's own client with the SDK's token.
      "answers to the real SDK": other === "target" ? 0 : answers.length - unmet.length,
      "hosts called": new Set(network.arrivals.slice(begun).map(({ host }) => host)).size,
      "sent astray": astray.length,
    });
    expect(astray).toEqual([]);
    expect(unmet).toEqual([]);
  },
  300_000,
);

/** Every redirect and challenge, and documents. */
function answersOf(other: Other, targets: readonly string[]): readonly HostileAnswer[] {
  const [target] = targets.flatMap((text) => targetIn(text));
  if (target === undefined) throw new Error("no target");
  const { leading, documents } = hostileAnswers(target);
  // A platform's endpoint that has nothing is asked again for a quarter of a minute: whole runs meet some of these.
  const isSlow = ({ status }: HostileAnswer) => other === "endpoint" && status === 404;
  return [...leading, ...documents.filter((one) => !isSlow(one))];
}
