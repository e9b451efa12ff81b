import { posix } from "node:path";

/** Sources by their path below `src`, `judge/judge.ts` for one. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  readonly specifier: string;
  /** `lazy` is loaded only when the code around it runs. */
  readonly how: "static" | "lazy";
}

/** What each room may import besides itself. A file right below `src` is a room of its own. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  catalogue: ["model"],
  world: ["model"],
  collect: ["world", "catalogue", "model"],
  judge: ["catalogue", "model"],
  report: ["catalogue", "model"],
  probe: ["collect", "judge", "report", "world", "catalogue", "model"],
  index: ["probe", "collect", "judge", "report", "world", "catalogue", "model"],
  cli: ["index", "probe", "collect", "judge", "report", "world", "catalogue", "model"],
  lab: ["index", "probe", "collect", "judge", "report", "world", "catalogue", "model"],
};

/** The one way into the lab: its command, when it runs. */
const LAB_COMMAND = /^cli\/commands\/lab[^/]*\.ts$/;

const NETWORK = ["net", "tls", "http", "https", "http2", "dns", "dns/promises", "dgram"];
const OUTSIDE = [
  ...NETWORK,
  ...["fs", "fs/promises", "child_process", "worker_threads", "cluster", "os", "process", "readline", "tty"],
];

/** Built-in modules that a room may not use: `*` is all of them. */
const REFUSED_BUILTINS: Readonly<Record<string, readonly string[]>> = {
  model: ["*"],
  judge: ["*"],
  catalogue: OUTSIDE,
  report: OUTSIDE,
  probe: NETWORK,
  index: NETWORK,
  cli: NETWORK,
};

/** Prettier's layout makes a statement begin at the start of a line and a specifier stand in double quotes. */
const FORMS: readonly (readonly [RegExp, Import["how"]])[] = [
  [/^(?:import|export)\b[^"'`;]*?\bfrom "([^"]+)"/gm, "static"],
  [/^import "([^"]+)"/gm, "static"],
  [/\bimport\(\s*["'`]([^"'`]+)["'`]/g, "lazy"],
  [/\bnew URL\(\s*["'`](\.[^"'`]+)["'`],\s*import\.meta\.url/g, "lazy"],
  [/\bimport\.meta\.resolve\(\s*["'`]([^"'`]+)["'`]/g, "lazy"],
  [/\brequire(?:\.resolve)?\(\s*["'`]([^"'`]+)["'`]/g, "lazy"],
];

export function importsOf(source: string): Import[] {
  const code = source.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, "");
  return FORMS.flatMap(([form, how]) =>
    [...code.matchAll(form)].map(([, specifier = ""]) => ({ specifier, how })),
  );
}

/** Every import that breaks the rules of the house, in words; none when all arrows point downward. */
export function brokenArrows(sources: Sources): string[] {
  return [...sources].flatMap(([file, source]) =>
    importsOf(source).flatMap((found) => {
      const complaint = found.specifier.startsWith(".")
        ? complaintOfFile(file, found, sources)
        : complaintOfBuiltin(file, found);
      return complaint === undefined ? [] : [`src/${file}: ${complaint}`];
    }),
  );
}

function complaintOfFile(file: string, found: Import, sources: Sources): string | undefined {
  const target = resolve(file, found.specifier);
  if (target === "../package.json") return undefined;
  if (!sources.has(target)) return `"${found.specifier}" is no file of src`;
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return undefined;
  if (from === "cli" && to === "lab" && found.how === "lazy" && LAB_COMMAND.test(file)) return undefined;
  const allowed = ARROWS[from];
  if (allowed === undefined) return `"${from}" is no room of the house`;
  return allowed.includes(to) ? undefined : `${from} may not import ${to} ("${found.specifier}")`;
}

function complaintOfBuiltin(file: string, { specifier }: Import): string | undefined {
  if (!specifier.startsWith("node:")) return undefined;
  const room = roomOf(file);
  const refused = REFUSED_BUILTINS[room] ?? [];
  const isRefused = refused.includes("*") || refused.includes(specifier.slice("node:".length));
  return isRefused ? `${room} may not use ${specifier}` : undefined;
}

/** Rooms that import each other, lazily or not, as `a -> b -> a`. */
export function roomCycles(sources: Sources): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const [file, source] of sources) {
    for (const { specifier } of importsOf(source)) {
      const [from, to] = [roomOf(file), roomOf(resolve(file, specifier))];
      if (!specifier.startsWith(".") || from === to) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  const walk = (room: string, path: readonly string[]): string[] => {
    const start = path.indexOf(room);
    if (start === 0) return [[...path, room].join(" -> ")];
    if (start > 0) return [];
    return [...(arrows.get(room) ?? [])].flatMap((next) => walk(next, [...path, room]));
  };
  return [...arrows.keys()].flatMap((room) => walk(room, []));
}

/** A compiled name stands for its source: `new URL("./main.js", ...)` is not rewritten by the compiler. */
function resolve(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier).replace(/\.js$/, ".ts");
}

function roomOf(file: string): string {
  return file.replace(/[/.].*$/, "");
}
