import { setTimeout as wait } from "node:timers/promises";
import { DECISIVE_VARIABLES } from "../catalogue/app-process.ts";
import type { Host } from "../model/report.ts";
import { inBatches } from "../world/in-batches.ts";
import type { World } from "../world/world.ts";
import { ownProcesses, programOf } from "./app-process.ts";

type Elsewhere = NonNullable<Host["elsewhere"]>;

/** A hint is not worth more. */
const MOST_TOLD = 3;
const TIME_LIMIT_MS = 2000;

/**
 * Processes that have variables which decide on an identity, and which this environment lacks: the app may be one of
 * them. Names only. Empty when an environment was chosen, and when looking takes too long.
 */
export async function processesElsewhere(world: World, signal: AbortSignal): Promise<Elsewhere> {
  if (world.guise !== undefined || signal.aborted) return [];
  const late = new AbortController();
  const end = () => late.abort();
  signal.addEventListener("abort", end);
  try {
    const limit = wait(TIME_LIMIT_MS, [], { signal: late.signal, ref: false }).catch(() => []);
    return await Promise.race([look(world), limit]);
  } finally {
    signal.removeEventListener("abort", end);
    late.abort();
  }
}

async function look({ env, processes }: World): Promise<Elsewhere> {
  const lacking = DECISIVE_VARIABLES.filter((name) => !env[name]);
  if (lacking.length === 0) return [];
  const variables = new Map<number, string[]>();
  await inBatches(await processes.pids(), async (pid) => {
    const read = await processes.environment(pid);
    const found = "env" in read ? lacking.filter((name) => read.env[name]) : [];
    if (found.length > 0) variables.set(pid, found);
  });
  // Of most machines nothing more has to be read.
  if (variables.size === 0) return [];
  const all = await processes.list();
  const ours = ownProcesses(all, processes.own);
  const told = new Map<string, Elsewhere[number]>();
  for (const { pid, command, uid } of all) {
    const found = ours.has(pid) ? undefined : variables.get(pid);
    if (found === undefined) continue;
    const one = { pid, command: programOf(command), uid, variables: found };
    // A server and its workers are one app: the first stands for all.
    const same = JSON.stringify([one.command, one.uid, one.variables]);
    if (!told.has(same)) told.set(same, one);
  }
  const most = [...told.values()].sort((a, b) => b.variables.length - a.variables.length || a.pid - b.pid);
  return most.slice(0, MOST_TOLD);
}
