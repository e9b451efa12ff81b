import { readFileSync } from "node:fs";

/** What was seen of the processes below one, while it went on. */
export interface Watched {
  /** Command line and environment of each, once for each different text. */
  readonly texts: readonly SeenText[];
  /** What each of them last said of core dumps (core(5)), by process. */
  readonly coreFilters: ReadonlyMap<string, string>;
  /** Command lines of those that live still. */
  alive(): Promise<readonly string[]>;
}

interface SeenText {
  readonly what: "arguments" | "environment";
  /** Of a program that is not Node: it has the app's environment, as the app's own SDK would give it. */
  readonly isTool: boolean;
  readonly text: string;
}

interface Seen {
  readonly pid: number;
  readonly startedAt: string;
  readonly command: string;
}

const EVERY_MS = 40;
/** So often, a tenth of a second apart, it is looked whether a process has gone. */
const GONE_ROUNDS = 200;

/**
 * Looks, many times a second, at everything that a process starts, and what that starts, until it is stopped; only Linux tells. A process that
 * has been seen is known again by when it started, also when it belongs to nobody any more.
 */
export function watchProcesses(root: number, alsoLook: (found: number) => void = () => {}) {
  const seen = new Map<string, Seen>();
  const coreFilters = new Map<string, string>();
  const texts = new Map<string, Watched["texts"][number]>();
  const look = () => {
    const found = process.platform === "linux" ? below(root) : [];
    alsoLook(found.length);
    for (const one of found) {
      const { pid, startedAt, command } = one;
      seen.set(`${pid} ${startedAt}`, one);
      const filter = read(`/proc/${pid}/coredump_filter`).trim();
      if (filter !== "") coreFilters.set(`${pid} ${startedAt}`, filter);
      const isTool = !command.startsWith(process.execPath);
      texts.set(`a ${command}`, { what: "arguments", isTool, text: command });
      const environment = read(`/proc/${pid}/environ`);
      texts.set(`e ${environment}`, { what: "environment", isTool, text: environment });
    }
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    stop: () => clearInterval(timer),
    seen: (): Watched => ({
      texts: [...texts.values()],
      coreFilters,
      // What was killed may need a moment until it is gone.
      alive: async () => {
        for (let round = 0; round < GONE_ROUNDS; round++) {
          const living = [...seen.values()].filter(isAlive);
          if (living.length === 0) return [];
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return [...seen.values()].filter(isAlive).map(({ command }) => command);
      },
    }),
  };
}

/** Everything below a process. What was orphaned is not: it was seen before. */
function below(pid: number): readonly Seen[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((one) => one.trim() !== "");
  return children.map(Number).flatMap((child) => {
    const startedAt = factsOf(child)?.startedAt;
    if (startedAt === undefined) return [];
    return [{ pid: child, startedAt, command: read(`/proc/${child}/cmdline`) }, ...below(child)];
  });
}

/** Fields 3 and 22 of proc(5); the name of the program, before them, may hold anything. */
function factsOf(pid: number): { state: string; startedAt: string } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === "") return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
}

function isAlive({ pid, startedAt }: Seen): boolean {
  const facts = factsOf(pid);
  // A zombie has ended; whoever adopted it has not asked yet.
  return facts !== undefined && facts.startedAt === startedAt && facts.state !== "Z";
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8").replaceAll("\0", "\n");
  } catch {
    return "";
  }
}
