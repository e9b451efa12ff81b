/**
 * Entry of the single executable (.ci/executable): runs the program, or one of the children that it starts. Their parts are
 * texts inside the executable, each compiled when it is first needed; a `require` here knows Node's own modules alone.
 */
import { getRawAsset } from "node:sea";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { isChild, ownBirth, CHILD_OF } from "../collect/isolate/executable-program.ts";
import { absoluteProgram } from "../world/own-program.ts";
import { USAGE_EXIT } from "./exit-code.ts";
import { watchOutput } from "./watch-output.ts";

type Run = (...given: readonly unknown[]) => void;

const NARROW = 80;
const WIDE = 100;

const loaded = new Map<string, { exports: unknown }>();

// Without /proc Node does not know better than how it was called.
process.execPath = absoluteProgram(process.execPath, process.env["PATH"] ?? "");
// Whatever name it is called by (`-` would say that it came from standard input).
process.argv[1] = process.execPath;
/** A file that is not there: some packages make a `require` of it for files that are optional to them. */
const nowhere = pathToFileURL(process.execPath).href;

start();

function start(): void {
  const child = isChild(ownBirth());
  if (child === true) return void run("isolate.js");
  if (child === "refused") {
    process.stderr.write(
      `credprobe: ${CHILD_OF} is set, by which credprobe knows its own child processes: unset it\n`,
    );
    process.exitCode = USAGE_EXIT;
    return;
  }
  // What is the same each time is not worked out each time.
  const text = constantText(process.argv.slice(2));
  if (text === undefined) return void run("main.js");
  watchOutput();
  process.stdout.write(`${text.toString("latin1")}\n`);
}

function constantText([word, ...more]: readonly string[]): Buffer | undefined {
  if (more.length > 0 || (word !== "--version" && word !== "--help")) return undefined;
  const columns = process.stdout.isTTY ? process.stdout.columns : NARROW;
  return asset(word === "--version" ? word : `${word} ${Math.min(columns, WIDE)}`);
}

/** Runs a part as Node runs a module. */
function run(name: string): unknown {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const part = { exports: {} };
  loaded.set(name, part);
  const cachedData = asset(`${name}.cache`);
  // ASCII, of which a copy is quicker than a reading. V8 itself checks whether the cache may be used.
  const script = new Script(asset(name)?.toString("latin1") ?? "", {
    filename: `credprobe/${name}`,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  (script.runInThisContext() as Run).call(part.exports, find, part, part.exports, nowhere);
  return part.exports;
}

function find(id: string): unknown {
  return id.startsWith("./") ? run(id.slice("./".length)) : require(id);
}

function asset(name: string): Buffer | undefined {
  try {
    return Buffer.from(getRawAsset(name) as ArrayBuffer);
  } catch {
    return undefined;
  }
}
