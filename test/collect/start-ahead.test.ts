import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type * as running from "../../src/collect/isolate/run-isolate.ts";
import { childEnvironment, startEnvironment } from "../../src/collect/isolate/child-environment.ts";
import type * as beginning from "../../src/cli/begin-ahead.ts";
import type * as starting from "../../src/collect/isolate/start-child.ts";
import { realWorld } from "../../src/world/real-world.ts";
import { built } from "../support/built.ts";
import { loadedGuard } from "../support/guard.ts";
import { processesNaming } from "../support/processes-naming.ts";
import { runCli } from "../support/run-cli.ts";

const { endWaiting, startAhead, takeChild } = await built<typeof starting>("collect/isolate/start-child.js");
const { beginAhead } = await built<typeof beginning>("cli/begin-ahead.js");
const { runIsolate } = await built<typeof running>("collect/isolate/run-isolate.js");
const WORLD = realWorld();

afterEach(endWaiting);

test("a child that was started ahead is taken once, by the run that would start it alike, for its kind of job", () => {
  startAhead(WORLD, ["metadata", "reach"], ["link"]);
  startAhead(WORLD, ["metadata"]);
  const [other, link, metadata, next] = [
    takeChild({ ...WORLD, env: { ...WORLD.env, NODE_EXTRA_CA_CERTS: "other.pem" } }, "metadata"),
    takeChild(WORLD, "link"),
    takeChild(WORLD, "metadata"),
    takeChild(WORLD, "metadata"),
  ];
  const started = [link, metadata, other, next].map(({ pid = 0 }) => pid);
  try {
    // In the order in which they were started, and no more of them.
    expect(started[1]).toBeLessThan(started[0] ?? 0);
    expect(new Set(started).size).toBe(4);
    expect(Math.max(...started)).toBe(next.pid);
    expect(Math.max(started[0] ?? 0, started[1] ?? 0)).toBeLessThan(other.pid ?? 0);
  } finally {
    for (const pid of started) process.kill(-pid, "SIGKILL");
  }
});

test("one that has ended is not taken", async () => {
  startAhead(WORLD, ["link"]);
  const first = takeChild(WORLD, "link");
  const ended = new Promise((resolve) => first.once("close", resolve));
  startAhead(WORLD, ["link"]);
  process.kill(-(first.pid ?? 0), "SIGKILL");
  await ended;
  const second = takeChild(WORLD, "link");
  expect(second.pid).not.toBe(first.pid);
  expect(second.exitCode).toBeNull();
  process.kill(-(second.pid ?? 0), "SIGKILL");
});

test("what cannot be started ends nothing but its own job", async () => {
  // Node itself refuses to start a program with such an argument.
  const world = { ...WORLD, isolate: { ...WORLD.isolate, execArgv: ["\0"] } };
  startAhead(world, ["link"], ["metadata"]);
  const run = { world, timeoutMs: 5000, signal: new AbortController().signal, onFact: () => {} };
  expect(await runIsolate({ ...run, job: { kind: "inspect", now: 0, timeoutMs: 5000 } })).toMatchObject({
    how: "crashed",
    text: expect.stringMatching(/^could not be started: /),
  });
});

test("what is no probe after all ends at once, and leaves none", async () => {
  const LD_LIBRARY_PATH = `/lab-fake-${randomUUID()}`;
  const run = runCli(["--wait", "x"], { env: { LD_LIBRARY_PATH } });
  expect(await run).toMatchObject({ code: 2, stdout: "" });
  // The system needs a moment to end what is killed.
  const left = async () => await processesNaming(LD_LIBRARY_PATH, "environ");
  await expect.poll(left, { timeout: 10_000 }).toEqual([]);
});

const LINK_AND_LOOK = ["link", "metadata"];
const ALL_AHEAD = [...LINK_AND_LOOK, "reach"];

test.each([
  [[], LINK_AND_LOOK],
  [["https://contosodata.blob.core.windows.net/invoices"], ALL_AHEAD],
  [["--targets-file", "targets"], ALL_AHEAD],
  [["--discover"], ALL_AHEAD],
  [["--only", "environment"], LINK_AND_LOOK],
  [["explain", "report.json"], []],
  [["findings"], []],
  [["--help"], []],
  [["--env-from=pid:1"], []],
])("%j: children start ahead for %j", (words, expected) => {
  const ahead = (["link", "metadata", "reach"] as const).filter((kind) => {
    endWaiting();
    beginAhead(words);
    const { pid: now } = spawnSync("true");
    const { pid = 0 } = takeChild(WORLD, kind);
    process.kill(-pid, "SIGKILL");
    return pid < now;
  });
  expect(ahead).toEqual(expected);
});

/** Looked at while the SDK is loaded, and of no meaning for what it does. */
const HARMLESS = [
  ...["WATCH_REPORT_DEPENDENCIES", "FORCE_COLOR", "TYPESPEC_RUNTIME_LOG_LEVEL"],
  // Node's own fetch, as some releases load it.
  ...["UNDICI_NO_FG", "JEST_WORKER_ID"],
];

test("what the SDK reads of the environment while it is loaded, a child has at its start or never", () => {
  const script = `
    const read = new Set();
    const note = (name) => void (typeof name === "string" && read.add(name));
    process.env = new Proxy(process.env, {
      get: (env, name) => (note(name), env[name]),
      has: (env, name) => (note(name), name in env),
    });
    await import("@azure/identity");
    console.log(JSON.stringify([...read]));`;
  const { stdout } = spawnSync(
    process.execPath,
    ["--import", loadedGuard(), "--input-type=module", "-e", script],
    {
      encoding: "utf8",
    },
  );
  const read = JSON.parse(stdout) as string[];
  expect(read).toContain("AZURE_LOG_LEVEL");
  const env = Object.fromEntries(read.map((name) => [name, "x"]));
  const atStart = startEnvironment({ ...WORLD, env });
  const late = Object.keys(childEnvironment(env, {})).filter((name) => atStart[name] === undefined);
  expect(late.filter((name) => !HARMLESS.includes(name))).toEqual([]);
});
