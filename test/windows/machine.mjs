// A Windows machine under Wine, and a console in it that runs commands as Kudu's does.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const CONSOLE = fileURLToPath(new URL("console.mjs", import.meta.url));
const START_MS = 60_000;
const COMMAND_MS = 90_000;
const END_MS = 15_000;

/** What a Windows machine sets for everybody; nothing of this machine's environment. */
const VARIABLES = {
  HOME: "C:\\home",
  Path: "C:\\nodejs;C:\\windows\\system32;C:\\windows",
  PATHEXT: ".COM;.EXE;.BAT;.CMD",
  SystemRoot: "C:\\windows",
  ComSpec: "C:\\windows\\system32\\cmd.exe",
  TEMP: "C:\\windows\\temp",
};

/** A path of this system as Windows programs see it. */
export function asWindows(file) {
  return `Z:${file.replaceAll("/", "\\")}`;
}

/**
 * Makes the machine in `folder`, with Node on its PATH and `program` in %HOME%.
 *
 * Wine opens the sockets of all its programs in its server, which has to be in the same network namespace: hence a
 * prefix that nobody else has.
 */
export async function startMachine({ folder, node, program }) {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    LANG: "C.UTF-8",
    TZ: "UTC",
    WINEPREFIX: path.join(folder, "prefix"),
    WINEDEBUG: "-all",
    // No offers to download Mono and Gecko, no entries in a menu.
    WINEDLLOVERRIDES: "mscoree=;mshtml=;winemenubuilder.exe=",
  };
  for (const args of [
    ["wineboot", "--init"],
    ["winecfg", "-v", "win10"],
  ]) {
    const { status } = spawnSync("wine", args, {
      env,
      stdio: "ignore",
      timeout: START_MS,
      killSignal: "SIGKILL",
    });
    if (status !== 0) throw new Error(`Wine could not make its machine: ${args[0]} ended with ${status}`);
  }
  const drive = path.join(env.WINEPREFIX, "drive_c");
  for (const name of ["nodejs", "tools", "home/site/wwwroot", "home/LogFiles", "home/My Reports"]) {
    mkdirSync(path.join(drive, name), { recursive: true });
  }
  symlinkSync(node, path.join(drive, "nodejs", "node.exe"));
  copyFileSync(program, path.join(drive, "home", "credprobe.cjs"));
  const commands = await startConsole(node, env, folder);
  return {
    drive,
    /** A command line of cmd.exe, in %HOME% unless told otherwise; what it said, byte by byte. */
    run: async (line, { env: own = {}, ...rest } = {}) =>
      await commands.run({ line, cwd: VARIABLES.HOME, env: { ...VARIABLES, ...own }, ...rest }),
    close() {
      commands.close();
      spawnSync("wineserver", ["-k"], { env, stdio: "ignore", timeout: END_MS });
    },
  };
}

/** Wine's programs get files for standard output and error: two pipes of this system come out mixed, or not at all. */
async function startConsole(node, env, folder) {
  const server = net.createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const output = path.join(folder, "console.txt");
  const file = openSync(output, "w");
  const args = [node, asWindows(CONSOLE), String(server.address().port)];
  const child = spawn("wine", args, { env, stdio: ["ignore", file, file] });
  closeSync(file);
  const started = await Promise.race([
    once(server, "connection"),
    once(child, "exit").then(() => undefined),
    wait(START_MS, undefined, { ref: false }),
  ]);
  if (started === undefined) {
    const first = readFileSync(output, "utf8")
      .split("\n")
      .find((line) => /[a-z]{3}/i.test(line));
    throw new Error(`Node does not start under Wine: ${first?.replace(/^\W+/, "") ?? "no word of it"}`);
  }
  const [socket] = started;
  const waiting = new Map();
  createInterface({ input: socket }).on("line", (line) => {
    const { id, ...answer } = JSON.parse(line);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  let last = 0;
  return {
    async run(job) {
      const id = ++last;
      const answer = new Promise((resolve) => waiting.set(id, resolve));
      socket.write(`${JSON.stringify({ id, ...job })}\n`);
      const late = wait(COMMAND_MS, undefined, { ref: false });
      const said = await Promise.race([answer, late]);
      if (said === undefined) throw new Error(`did not end: ${job.line}`);
      return said;
    },
    close() {
      socket.destroy();
      server.close();
    },
  };
}

/** Processes of Node under Wine by their number, children of the program among them: not the console, nor a stub of a tool. */
export function programProcesses(isMeant = () => true) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const line = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
      const isNode = /^(?:\S*[\\/])?node(?:\.exe)?[" ]/.test(line) && isUnderWine(pid);
      return isNode && !/console\.mjs|ended\.txt/.test(line) && isMeant(line);
    });
}

function isUnderWine(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`).includes("wine");
  } catch {
    return false;
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Those that are still there after a moment in which each could end. */
export async function processesLeft() {
  for (const until = Date.now() + END_MS; Date.now() < until; await wait(100)) {
    if (programProcesses().length === 0) return [];
  }
  return programProcesses();
}
