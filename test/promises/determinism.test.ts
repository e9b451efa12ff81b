import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { evidenceSchema, type Report } from "../../src/model/report.ts";
import { inPool, play } from "../support/play.ts";
import { scenarioNamed } from "../support/scenario-named.ts";
import { SEED } from "../support/seed.ts";
import { chance, shuffled } from "../support/shuffled.ts";
import { slowNetwork, type SlowNetwork } from "../support/slow-world.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

const ROUNDS = 20;
const PLAYED_AGAIN = IS_WHOLE ? ROUNDS : 2;
const LIMIT_MS = IS_WHOLE ? 5_400_000 : 300_000;

/** What a report says; the rows of evidence that a finding points to stand elsewhere in another order. */
function sayingOf({ findings, verdict, winner, chains, targets, links }: Report): string {
  return JSON.stringify({
    ...{ verdict, winner, chains },
    findings: findings.map(({ evidence, ...finding }) => ({ ...finding, evidence: evidence.length })),
    links: links.map(({ id, outcome, tokens }) => [id, outcome, tokens.map(({ identity }) => identity)]),
    verdicts: targets.map(({ url, access }) =>
      access.map((row) => [url, row.link, row.action, row.verdict, row.confidence].join(" ")).sort(),
    ),
  });
}

/** What differs from run to run whoever answers first: times, ids of requests, and names of the lab's authorities. */
const OF_THE_RUN =
  /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: UTC|Z)|(?<=(?:Trace|Correlation) ID: )[0-9a-f-]{36}|(?<=Gateway )[0-9a-f]{8}|(?<=after )\d+(?= ms)|(?<=within )[\d.]+(?= s)/g;

let slow: SlowNetwork;

beforeAll(async () => {
  const random = chance(SEED);
  slow = await slowNetwork(() => Math.round(random() * 120));
});

afterAll(async () => {
  await slow.close();
});

test(
  "the evidence of a scenario, in any order that means nothing, is judged alike",
  async () => {
    const differences: string[] = [];
    const played = sample(scenarios, 61);
    await inPool([...played.entries()], IS_WHOLE ? 2 : 1, async ([index, scenario]) => {
      const { report } = await play(scenario);
      const evidence = evidenceSchema.parse(report);
      const said = sayingOf(judge(evidence));
      for (let round = 0; round < ROUNDS; round += 1) {
        const again = sayingOf(judge(shuffled(evidence, chance(index * ROUNDS + round))));
        if (again === said) continue;
        differences.push(`${scenario.name}, ${round}: ${firstDifference(said, again)}`);
        break;
      }
    });
    countPromise("determinism", {
      judgements: played.length * ROUNDS,
      scenarios: played.length,
      differences: differences.length,
    });
    expect(differences).toEqual([]);
  },
  LIMIT_MS,
);

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((character, index) => character !== other[index]);
  return `${one.slice(Math.max(0, at - 60), at + 80)} | ${other.slice(Math.max(0, at - 60), at + 80)}`;
}

/** One of each kind of story, with several servers that answer. */
const AGAIN = [
  "leftover-secret",
  "several-identities",
  "key-vault-denied-rbac",
  "blob-denied-rbac",
  "app-service-id-not-attached",
  "arc-works",
  "workload-identity-no-federation",
  "functions-discover",
  "three-identities",
  "container-registry-allowed",
];

test(
  "a scenario played again, with servers that answer after another while each time, says the same",
  async () => {
    const differences: string[] = [];
    // The run of a scenario takes seconds: each is played twice, and these as often as each one's evidence is judged.
    const twice = IS_WHOLE ? scenarios.filter(({ name }) => !AGAIN.includes(name)) : [];
    const often = sample(AGAIN, 5).map(scenarioNamed);
    const runs = [
      ...twice.map((scenario) => ({ scenario, rounds: 2 })),
      ...often.map((scenario) => ({ scenario, rounds: PLAYED_AGAIN })),
    ];
    await inPool(runs, IS_WHOLE ? 2 : 1, async ({ scenario, rounds }) => {
      const saying = async () => {
        const { report } = await play(scenario, { world: slow.world.bind(slow) });
        return sayingOf(report).replaceAll(OF_THE_RUN, "...");
      };
      const said = await saying();
      for (let round = 1; round < rounds; round += 1) {
        const again = await saying();
        if (again !== said) differences.push(`${scenario.name}: ${firstDifference(said, again)}`);
      }
    });
    const played = runs.reduce((total, { rounds }) => total + rounds, 0);
    countPromise("order", {
      "runs played": played,
      scenarios: runs.length,
      "of them 20 times": runs.filter(({ rounds }) => rounds === ROUNDS).length,
      differences: differences.length,
    });
    expect(differences).toEqual([]);
  },
  LIMIT_MS,
);
