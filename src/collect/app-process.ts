import {
  CONTAINER_VARIABLES,
  IDENTITY_VARIABLES,
  PORT_VARIABLES,
  USUAL_PORTS,
} from "../catalogue/app-process.ts";
import { escapeText } from "../model/escape-text.ts";
import type { Environment, ProcessFacts } from "../world/world.ts";

/** A process that may be the app. */
export interface Candidate {
  readonly facts: ProcessFacts;
  /** Absent when it may not be read. */
  readonly env?: Environment;
  readonly listens: readonly number[];
}

export type Choice =
  | { readonly app: Candidate; readonly how: string }
  /** Who might be it; empty when nobody has identity variables. */
  | { readonly candidates: readonly Candidate[] };

const INIT = 1;
const LONGEST_PROGRAM = 40;

/**
 * The app's process. In a container it is the listener of the site's port, else process 1; in every case a process
 * with identity variables comes before one without, and where two are as likely none is chosen.
 *
 * @param own Process id of credprobe; it and its ancestors are not the app, unless one is process 1.
 */
export function chooseApp(processes: readonly Candidate[], own: number): Choice {
  const init = processes.find(({ facts }) => facts.pid === INIT);
  const isContainer = hasOne(init?.env, CONTAINER_VARIABLES);
  const ours = ownProcesses(
    processes.map(({ facts }) => facts),
    own,
  );
  const able = processes.filter(({ facts, env }) => !ours.has(facts.pid) && hasIdentity(env));
  if (isContainer) {
    for (const { port, from } of sitePorts(init?.env ?? {})) {
      const listeners = leaders(able.filter(({ listens }) => listens.includes(port)));
      const [app] = listeners;
      if (app !== undefined && listeners.length === 1) {
        return { app, how: `it listens on port ${port} (${from}) and has identity variables` };
      }
    }
    const first = able.find(({ facts }) => facts.pid === INIT);
    if (first !== undefined) return { app: first, how: "it is process 1 and has identity variables" };
  }
  const candidates = leaders(able);
  const [app] = candidates;
  if (app !== undefined && candidates.length === 1) {
    return { app, how: "no other process that could be read has identity variables that differ" };
  }
  if (app === undefined && isContainer && init !== undefined) {
    return { app: init, how: "it is process 1 of a container" };
  }
  return { candidates };
}

/** Whether an environment says anything of an identity. */
export function hasIdentity(env: Environment | undefined): boolean {
  return hasOne(env, IDENTITY_VARIABLES);
}

/** Process ids of credprobe and of what it was started by, without process 1: it may be the app's. */
export function ownProcesses(processes: readonly ProcessFacts[], own: number): ReadonlySet<number> {
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const ours = new Set<number>();
  let pid: number | undefined = own;
  while (pid !== undefined && pid > INIT && !ours.has(pid)) {
    ours.add(pid);
    pid = parents.get(pid);
  }
  return ours;
}

/** Name of the program, without folder and arguments, which may hold secrets. */
export function programOf(command: string): string {
  const [first = ""] = command.trim().split(/\s+/);
  return escapeText(first.replace(/:$/, "").replace(/^.*\/(?=.)/, ""), LONGEST_PROGRAM);
}

function hasOne(env: Environment | undefined, names: readonly string[]): boolean {
  return env !== undefined && names.some((name) => env[name]);
}

/** One process for each way of having an identity: workers of a server, and other copies of a program, fall out. */
function leaders(processes: readonly Candidate[]): readonly Candidate[] {
  const isSame = (one: Candidate, other: Candidate) => identityOf(one.env) === identityOf(other.env);
  const isCopy = (one: Candidate, other: Candidate) =>
    other.facts.pid < one.facts.pid &&
    other.facts.uid === one.facts.uid &&
    programOf(other.facts.command) === programOf(one.facts.command);
  return processes.filter(
    (one) =>
      !processes.some(
        (other) => isSame(one, other) && (other.facts.pid === one.facts.parent || isCopy(one, other)),
      ),
  );
}

function identityOf(env: Environment = {}): string {
  return JSON.stringify(IDENTITY_VARIABLES.map((name) => env[name]));
}

/** The ports at which the site is to listen, those that a variable names first. */
function sitePorts(env: Environment): { port: number; from: string }[] {
  const named = PORT_VARIABLES.flatMap((name) =>
    [...(env[name] ?? "").matchAll(/(?:^|[:;,])\s*(\d{1,5})(?=[;,/\s]|$)/g)].map(([, port]) => ({
      port: Number(port),
      from: name,
    })),
  );
  return [...named, ...USUAL_PORTS.map((port) => ({ port, from: "the usual one" }))];
}
