import type { Fact, Job } from "../../src/collect/isolate/protocol.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import type { World } from "../../src/world/world.ts";
import { built } from "./built.ts";
import { NO_OPTIONS } from "./options.ts";
import { targetIn } from "./token-targets.ts";

/** The child of the product that tries a scenario's winning link with the real SDK, again each time it is told to. */
export interface LinkChild {
  /** Gives what the child told of it. */
  attempt(): Promise<readonly Fact[]>;
  end(): void;
}

/** Far above what any SDK waits between its own attempts. */
const TIMEOUT_MS = 5000;

export async function startLinkChild(scenario: Scenario, world: World): Promise<LinkChild> {
  const { takeChild } = await built<typeof import("../../src/collect/isolate/start-child.ts")>(
    "collect/isolate/start-child.js",
  );
  const { WorkingChild } = await built<typeof import("../../src/collect/isolate/working-child.ts")>(
    "collect/isolate/working-child.js",
  );
  const child = new WorkingChild(takeChild(world, "link"));
  const job = jobOf(scenario);
  const leaves: (() => void)[] = [];
  return {
    attempt: () =>
      new Promise((resolve, reject) => {
        const facts: Fact[] = [];
        const ended = () => reject(new Error(`the child ended: ${child.stderr()}`));
        child.process.once("close", ended);
        const leave = child.give(job, world, (fact) => {
          facts.push(fact);
          if (fact.type !== "done" && fact.type !== "crash") return;
          child.process.off("close", ended);
          resolve(facts);
        });
        leaves.push(leave);
      }),
    // It ends with the last of its orders.
    end: () => leaves.forEach((leave) => leave()),
  };
}

function jobOf({ name, expect, targets }: Scenario): Job {
  const { link } = expect.winner;
  if (link === null) throw new Error(`no link of ${name} wins`);
  const matched = targets.flatMap((text) => targetIn(text));
  return {
    kind: "link",
    link,
    options: {},
    tools: {},
    scopes: [...new Set(matched.map(({ scope }) => scope))],
    targets: matched.map(({ url, service }) => ({ url, service: service.name })),
    levels: NO_OPTIONS.access,
    timeoutMs: TIMEOUT_MS,
    verbose: false,
  };
}
