import { expect, test } from "vitest";
import { processesElsewhere } from "../../src/collect/other-processes.ts";
import { labProcesses } from "../../src/lab/lab-processes.ts";
import type { LabProcess } from "../../src/lab/scenario.ts";
import { realWorld } from "../../src/world/real-world.ts";
import type { Environment, World } from "../../src/world/world.ts";

const USER = { uid: 1000, gid: 1000, groups: [1000] };
const SECRET = { AZURE_CLIENT_SECRET: "lab-fake-secret" };

function worldWith(processes: readonly LabProcess[], env: Environment = {}): World {
  return { ...realWorld(), env, processes: labProcesses({ processes, user: USER }, {}) };
}

function process(pid: number, command: string, env?: Environment, uid = 1000): LabProcess {
  return { pid, uid, gid: uid, groups: [], command, listens: [], ...(env === undefined ? {} : { env }) };
}

const elsewhere = (world: World) => processesElsewhere(world, new AbortController().signal);

test("names of what is missing here, without arguments and values; a server stands for its workers", async () => {
  const world = worldWith(
    [
      process(1, "init", {}),
      process(8, "/usr/bin/node app.js --key=lab-fake", { ...SECRET, AZURE_CLIENT_ID: "a" }, 33),
      process(9, "/usr/bin/node app.js --key=lab-fake", { ...SECRET, AZURE_CLIENT_ID: "a" }, 33),
      process(10, "closed"),
      process(11, "az", { AZURE_CLIENT_ID: "a", AZURE_TENANT_ID: "t", IDENTITY_ENDPOINT: "" }),
    ],
    { AZURE_CLIENT_ID: "b", AZURE_CLIENT_SECRET: "" },
  );
  expect(await elsewhere(world)).toEqual([
    { pid: 8, command: "node", uid: 33, variables: ["AZURE_CLIENT_SECRET"] },
  ]);
});

test("at most three, those with the most first", async () => {
  const world = worldWith([
    ...[1, 2, 3, 4].map((pid) => process(pid, `one${pid}`, SECRET)),
    process(5, "two", { ...SECRET, MSI_ENDPOINT: "x" }),
  ]);
  expect((await elsewhere(world)).map(({ pid }) => pid)).toEqual([5, 1, 2]);
});

test("nothing when an environment was chosen, when nothing is missing, and when the run is ended", async () => {
  const world = worldWith([process(8, "node", SECRET)]);
  expect(await elsewhere(world)).toHaveLength(1);
  expect(await elsewhere({ ...world, guise: { from: "file", own: {} } })).toEqual([]);
  expect(await elsewhere(worldWith([process(8, "node", SECRET)], SECRET))).toEqual([]);
  expect(await processesElsewhere(world, AbortSignal.abort("SIGINT"))).toEqual([]);
});

test("a machine that does not answer in time gives no hint, and the run's end is not waited for", async () => {
  const world = worldWith([process(8, "node", SECRET)]);
  const ending = new AbortController();
  const stuck = { ...world, processes: { ...world.processes, list: () => new Promise<never>(() => {}) } };
  const waiting = processesElsewhere(stuck, ending.signal);
  ending.abort("SIGINT");
  expect(await waiting).toEqual([]);
});
