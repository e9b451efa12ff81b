import { posix } from "node:path";
import { addressKind } from "../catalogue/address-kind.ts";
import { NO_PROGRAMS, PATH_VARIABLES, SYSTEM_VARIABLES, TOOL_VARIABLES } from "../catalogue/app-process.ts";
import { urlParts } from "../catalogue/url-parts.ts";
import { PROXY_VARIABLES } from "../catalogue/variables.ts";
import { escapeText } from "../model/escape-text.ts";
import { filesInView, pathInView, type FilesView } from "../world/app-files.ts";
import { inBatches } from "../world/in-batches.ts";
import { definedVariables } from "../world/real-world.ts";
import type { Environment, ProcessFacts, User, World } from "../world/world.ts";
import { chooseApp, hasIdentity, programOf, type Candidate } from "./app-process.ts";
import { parseEnvironmentFile } from "./environment-file.ts";
import type { EnvFrom } from "./request.ts";

/** The world as the app sees it, or why it cannot be had: one line for people, without any content of a file. */
export type AppWorld = { readonly world: World } | { readonly problem: string };

const MAX_FILE_BYTES = 1024 * 1024;
const ROOT = 0;

/** Codes of a process that is not there, or ended while it was looked at. */
const GONE: readonly string[] = ["ENOENT", "ESRCH"];

/** What `--env-from` names, or what is wrong with that. */
export function parseEnvFrom(text: string): EnvFrom | { readonly problem: string } {
  if (text === "") return { problem: "needs app, pid:N or a file" };
  if (text === "app") return { kind: "app" };
  if (!text.startsWith("pid:")) return { kind: "file", path: text };
  if (!/^pid:[1-9]\d{0,8}$/.test(text)) return { problem: "pid:N needs the number of a process" };
  return { kind: "pid", pid: Number(text.slice("pid:".length)) };
}

/**
 * Puts the app's environment, its files and, when that is possible, its user in the place of this process's own.
 *
 * @param waiting A pipe in place of a file is read while this is not aborted.
 */
export async function worldOfApp(from: EnvFrom, world: World, waiting?: AbortSignal): Promise<AppWorld> {
  switch (from.kind) {
    case "file":
      return await worldOfFile(from.path, world, waiting);
    case "pid":
      return await worldOfProcess(from.pid, "its number was given", world);
    case "app":
      return await worldOfFound(world);
  }
}

async function worldOfFile(path: string, world: World, waiting?: AbortSignal): Promise<AppWorld> {
  const name = fileName(path);
  const text = await world.files.readText(path, MAX_FILE_BYTES + 1, waiting);
  if (text === undefined) {
    if (waiting?.aborted === true)
      return { problem: `${name} is a pipe that did not end in time (--timeout)` };
    const where = world.lab === undefined ? "" : " on the simulated host";
    return { problem: `${name} cannot be read${where}` };
  }
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) return { problem: `${name} is larger than 1 MiB` };
  const parsed = parseEnvironmentFile(text);
  if ("problem" in parsed) return { problem: `${name}: ${parsed.problem}` };
  if (Object.keys(parsed.env).length === 0) return { problem: `${name} holds no variable` };
  const { env: own } = world;
  const env = definedVariables({ ...systemVariables(own, parsed.env), ...parsed.env }, world.platform);
  const isForeign = world.process.uid === ROOT && TOOL_VARIABLES.some((tool) => tool in parsed.env);
  const tools = isForeign ? ({ foreignTools: true } as const) : {};
  return { world: { ...world, env, guise: { from: "file", own, ...tools } } };
}

/** How a file is called in a report and a message: without its folder, and not at all if it looks like something else. */
export function fileName(path: string): string {
  return path.includes("=") ? "the file" : escapeText(posix.basename(path.replaceAll("\\", "/")), 200);
}

function systemVariables(own: Environment, given: Environment): Environment {
  const named = new Set(Object.keys(given).map((name) => name.toUpperCase()));
  return Object.fromEntries(
    Object.entries(own).filter(([name]) => {
      const upper = name.toUpperCase();
      return SYSTEM_VARIABLES.includes(upper) && !named.has(upper);
    }),
  );
}

async function worldOfFound(world: World): Promise<AppWorld> {
  const { processes } = world;
  const found = await inBatches(await processes.list(), (facts) => candidate(facts, world));
  const choice = chooseApp(found, processes.own);
  if ("app" in choice) return await worldOfProcess(choice.app.facts.pid, choice.how, world);
  const { candidates } = choice;
  if (candidates.length > 0) {
    const named = candidates.map(({ facts }) => `${facts.pid} (${programOf(facts.command)})`).join(", ");
    return { problem: `several processes may be the app: ${named}; name one with --env-from pid:N` };
  }
  const unread = found.filter(({ env }) => env === undefined).length;
  const closed = unread === 0 ? "" : ` (${unread} could not be read: root can)`;
  return { problem: `no process has identity variables${closed}; name the app's with --env-from pid:N` };
}

async function candidate(facts: ProcessFacts, { processes }: World): Promise<Candidate> {
  const read = await processes.environment(facts.pid);
  if (!("env" in read)) return { facts, listens: [] };
  const listens = hasIdentity(read.env) ? await processes.listens(facts.pid) : [];
  return { facts, env: read.env, listens };
}

async function worldOfProcess(pid: number, how: string, world: World): Promise<AppWorld> {
  const { processes, process: self, env: own } = world;
  const read = await processes.environment(pid);
  const facts = (await processes.list()).find((one) => one.pid === pid);
  if ("code" in read) return { problem: unreadable(pid, read.code, facts, self.uid) };
  if (facts === undefined) return { problem: `there is no process ${pid}` };
  const { env } = read;
  const command = programOf(facts.command);
  if (Object.keys(env).length === 0) {
    return { problem: `process ${pid} (${command}) shows no environment: it has none, or wrote over it` };
  }
  const { uid, gid, groups } = facts;
  const mayBecome = isOther(facts, self) && (await processes.mayBecome());
  if (self.uid === ROOT && uid !== ROOT && !mayBecome) {
    return { problem: `this root may not become uid ${uid} of process ${pid}: run as that user instead` };
  }
  const ownNetwork = await processes.hasOwnNetwork(pid);
  const proxy = ownNetwork ? loopbackProxy(env) : undefined;
  if (proxy !== undefined) {
    return {
      problem: `process ${pid} (${command}) has a network of its own, and in it its proxy (${proxy}): nothing can be asked from here as it asks; run credprobe inside the container`,
    };
  }
  const view = { root: await processes.filesRoot(pid), cwd: await processes.cwd(pid) };
  const paths = await pathsInView(env, view);
  return {
    world: {
      ...world,
      env,
      files: filesInView(world.files, view),
      isolate: { ...world.isolate, env: { ...paths, ...world.isolate.env } },
      guise: {
        from: "pid",
        own,
        app: { pid, command, uid, gid, how },
        ...(mayBecome ? { as: { uid, gid, groups } satisfies User } : {}),
        ...(view.root === undefined ? {} : { ownRoot: true }),
        ...(ownNetwork ? { ownNetwork } : {}),
      },
    },
  };
}

/** The variable of a proxy that another network does not have. */
function loopbackProxy(env: Environment): string | undefined {
  return PROXY_VARIABLES.find((name) => {
    const url = `http://${urlParts(env[name] ?? "").address}`;
    return URL.canParse(url) && addressKind(new URL(url).hostname) === "loopback";
  });
}

function unreadable(
  pid: number,
  code: string,
  facts: ProcessFacts | undefined,
  own: number | undefined,
): string {
  if (code === "ENOSYS") return "the environment of a process can be read on Linux only";
  if (facts === undefined || GONE.includes(code)) return `there is no process ${pid}`;
  const needs = facts.uid === own || facts.uid === ROOT ? "root" : `uid ${facts.uid} or root`;
  return `the environment of process ${pid} (${programOf(facts.command)}) needs ${needs} to be read (${code})`;
}

function isOther(app: User, self: World["process"]): boolean {
  const idsOf = ({ uid, gid, groups = [] }: World["process"]) => {
    // Node counts the group itself among the others, /proc does not.
    const all = [...new Set([...groups, ...(gid === undefined ? [] : [gid])])].sort((a, b) => a - b);
    return JSON.stringify([uid, gid, all]);
  };
  return idsOf(app) !== idsOf(self);
}

/** The variables that name files, as this machine's other processes have to name them to find the same files. */
async function pathsInView(env: Environment, view: FilesView): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const name of PATH_VARIABLES) {
    const value = env[name];
    if (value) paths[name] = await pathInView(value, view);
  }
  // Without any PATH a shell takes a usual one: the programs of this machine, or those of the app outside of its cage.
  if (view.root !== undefined) paths["PATH"] = NO_PROGRAMS;
  return paths;
}
