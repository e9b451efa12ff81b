import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as choosing from "../../src/collect/isolate/child-for.ts";
import type { Fact, Job } from "../../src/collect/isolate/protocol.ts";
import type * as running from "../../src/collect/isolate/run-isolate.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { World } from "../../src/world/world.ts";
import { built } from "../support/built.ts";
import { scenarioNamed } from "../support/scenario-named.ts";

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
  const scenario = scenarioNamed("system-assigned-allowed");
  lab = await startLab(scenario, { azurite: false });
});

afterAll(async () => {
  await lab.close();
});

interface Limits {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

async function run(job: Job, world: World, limits: Limits = {}) {
  const facts: Fact[] = [];
  const end = await runIsolate({
    ...{ job, world, timeoutMs: 10_000, signal: new AbortController().signal, ...limits },
    onFact: (fact) => facts.push(fact),
  });
  return { end, facts };
}

/** Both at once in a new world, with the child that has both. */
function runBoth(limits: Limits = {}, more: Partial<World> = {}) {
  const world = { ...lab.world, ...more };
  const reached = run(REACH, world);
  const child = childFor(LOOK, world);
  const looked = run(LOOK, world, limits);
  expect(child.mayTake("metadata")).toBe(false);
  return { world, child, both: Promise.all([reached, looked]) };
}

/** Node's options for a process in which no connection comes about, and that to the metadata service is an uncaught error. */
function throwing(): readonly string[] {
  const code = `import net from "node:net";
    import { inspect } from "node:util";
    net.Socket.prototype.connect = function (...args) {
      this.connecting = true;
      if (inspect(args).includes("169.254.169.254")) setImmediate(() => { throw new Error("lab-fake"); });
      return this;
    };`;
  return [...lab.world.isolate.execArgv, "--import", `data:text/javascript,${encodeURIComponent(code)}`];
}

describe("the way to the targets and the look at an endpoint", () => {
  test("are done by one child, each told what is its own", async () => {
    const { child, both } = runBoth();
    const hosts = (facts: readonly Fact[]) =>
      new Map(facts.flatMap((one) => (one.type === "exchange" ? [[one.id, hostOf(one)] as const] : [])));
    const [reach, look] = await both;
    expect([reach.end, look.end]).toEqual([{ how: "done" }, { how: "done" }]);
    expect([...hosts(reach.facts)]).toEqual([[0, "contosodata.blob.core.windows.net"]]);
    expect([...hosts(look.facts)]).toEqual([
      [0, "169.254.169.254"],
      [1, "169.254.169.254"],
    ]);
    expect(reach.facts.some(({ type }) => type === "instance")).toBe(false);
    expect(look.facts.some(({ type }) => type === "reach")).toBe(false);
    await expect.poll(() => child.process.signalCode, { timeout: 10_000 }).toBe("SIGKILL");
  });

  test("a child that ends too early is told to both", async () => {
    const { child, both } = runBoth();
    child.process.kill("SIGKILL");
    for (const { end } of await both) {
      expect(end).toMatchObject({ how: "crashed", text: expect.stringMatching(/^ended with SIGKILL/) });
    }
  });

  test("an error that nobody catches is told to both", async () => {
    const { both } = runBoth({}, { isolate: { ...lab.world.isolate, execArgv: throwing() } });
    for (const { end } of await both)
      expect(end).toEqual({ how: "crashed", text: expect.stringContaining("lab-fake") });
  });

  test("one that is late, or is ended, leaves the other", async () => {
    const ending = new AbortController();
    const [late, ended] = [runBoth({ timeoutMs: 1 }), runBoth({ signal: ending.signal })];
    ending.abort("SIGINT");
    const [reachOfLate, lateLook] = await late.both;
    const [reachOfEnded, endedLook] = await ended.both;
    expect([lateLook.end, endedLook.end]).toEqual([
      { how: "deadline", step: "start of the child process", timeoutMs: 1 },
      { how: "aborted" },
    ]);
    expect([reachOfLate.end, reachOfEnded.end]).toEqual([{ how: "done" }, { how: "done" }]);
    for (const { child } of [late, ended])
      await expect.poll(() => child.process.signalCode, { timeout: 10_000 }).toBe("SIGKILL");
  });

  test.each<[string, Partial<World>, Job]>([
    ["another run in the same world", {}, REACH],
    ["a name to look up", {}, lookAt("http://localhost:40342/metadata/identity/oauth2/token")],
    ["a proxy", { env: { HTTP_PROXY: "http://proxy.contoso.example:3128" } }, LOOK],
    ["another user", { guise: { from: "pid", own: {}, as: { uid: 54_321, gid: 54_322, groups: [] } } }, LOOK],
  ])("with %s each has its own", (_, more, job) => {
    const world = { ...lab.world, ...more };
    const child = childFor(REACH, world);
    const leave = child.give(REACH, world, () => {});
    const other = childFor(job, world);
    expect(other).not.toBe(child);
    other.give(job, world, () => {})();
    leave();
  });
});

function hostOf({ exchange }: Extract<Fact, { type: "exchange" }>): string {
  return new URL(exchange.url).host;
}
