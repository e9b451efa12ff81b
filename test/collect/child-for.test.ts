import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as choosing from "../../src/collect/isolate/child-for.ts";
import type { Fact, Job } from "../../src/collect/isolate/protocol.ts";
import type * as running from "../../src/collect/isolate/run-isolate.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { World } from "../../src/world/world.ts";
import { built } from "../support/built.ts";

const { childFor } = await built<typeof choosing>("collect/isolate/child-for.js");
const { runIsolate } = await built<typeof running>("collect/isolate/run-isolate.js");

const TARGET = { url: "https://contosodata.blob.core.windows.net/invoices", service: "blob" };
const REACH: Job = { kind: "reach", targets: [TARGET], timeoutMs: 10_000 };

function lookAt(url: string): Job {
  return { kind: "metadata", endpoint: { url, isImds: true }, isExpected: true, timeoutMs: 10_000 };
}

const LOOK = lookAt("http://169.254.169.254/metadata/identity/oauth2/token");

let lab: RunningLab;

beforeAll(async () => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = findScenario("system-assigned-allowed");
  if (scenario === undefined) throw new Error("no such scenario");
  lab = await startLab(scenario, { azurite: false });
});

afterAll(async () => {
  await lab.close();
});

async function run(job: Job, world: World) {
  const facts: Fact[] = [];
  const signal = new AbortController().signal;
  const end = await runIsolate({ job, world, timeoutMs: 10_000, signal, onFact: (fact) => facts.push(fact) });
  return { end, facts };
}

describe("the way to the targets and the look at an endpoint", () => {
  test("are done by one child, each told what is its own", async () => {
    const world = { ...lab.world };
    const [reached, looked] = [run(REACH, world), run(LOOK, world)];
    const child = childFor(LOOK, world);
    expect(child.isAtWork).toBe(true);
    expect(childFor(REACH, world)).toBe(child);
    const urls = (facts: readonly Fact[]) =>
      facts.flatMap((fact) => (fact.type === "exchange" ? [[fact.id, new URL(fact.exchange.url).host]] : []));
    const [reach, look] = await Promise.all([reached, looked]);
    expect([reach.end, look.end]).toEqual([{ how: "done" }, { how: "done" }]);
    expect(new Map(urls(reach.facts) as [number, string][])).toEqual(
      new Map([[0, "contosodata.blob.core.windows.net"]]),
    );
    expect(new Map(urls(look.facts) as [number, string][])).toEqual(
      new Map([
        [0, "169.254.169.254"],
        [1, "169.254.169.254"],
      ]),
    );
    expect(reach.facts.some(({ type }) => type === "instance")).toBe(false);
    expect(look.facts.some(({ type }) => type === "reach")).toBe(false);
    expect(child.isAtWork).toBe(false);
  });

  test("one that ends too early is told to both", async () => {
    const world = { ...lab.world };
    const both = [run(REACH, world), run(LOOK, world)];
    childFor(REACH, world).process.kill("SIGKILL");
    for (const { end } of await Promise.all(both)) {
      expect(end).toMatchObject({ how: "crashed", text: expect.stringMatching(/^ended with SIGKILL/) });
    }
  });

  test.each<[string, Partial<World>, Job]>([
    ["a name to look up", {}, lookAt("http://localhost:40342/metadata/identity/oauth2/token")],
    ["a proxy", { env: { HTTP_PROXY: "http://proxy.contoso.example:3128" } }, LOOK],
    ["another user", { guise: { from: "pid", own: {}, as: { uid: 54_321, gid: 54_322, groups: [] } } }, LOOK],
  ])("with %s each has its own", (_, more, look) => {
    const world = { ...lab.world, ...more };
    const child = childFor(REACH, world);
    const leave = child.give(REACH, world, () => {});
    const other = childFor(look, world);
    expect(other).not.toBe(child);
    other.end();
    leave();
  });
});
