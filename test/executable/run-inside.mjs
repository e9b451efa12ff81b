import { spawn } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import path from "node:path";

const LIMIT_MS = 60_000;
/** Called by its own path: the PATH of the environment is that of the other file system. */
const CHROOT = "/usr/sbin/chroot";

/**
 * Runs a command in another file system.
 *
 * @param user Who runs it: `uid` is also the group; root without one.
 * @param stopAt A text of standard error at which Ctrl-C is pressed, or with `isKilled` the process killed, and it alone.
 */
export async function runInside(root, words, { user, env = {}, input = "", stopAt, isKilled = false } = {}) {
  const as = user === undefined ? [] : [`--userspec=${user}:${user}`, `--groups=${user}`];
  const child = spawn(CHROOT, [...as, root, ...words], {
    env,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    // A group of its own, as a terminal gives it: Ctrl-C goes to all of it.
    detached: true,
  });
  const output = { stdout: "", stderr: "", extra: "" };
  let isPressed = false;
  const pressAt = (text) => {
    if (isPressed || stopAt?.test(text) !== true) return;
    isPressed = true;
    if (isKilled) child.kill("SIGKILL");
    else killGroup(child, "SIGINT");
  };
  const streams = { stdout: child.stdout, stderr: child.stderr, extra: child.stdio[3] };
  for (const [name, stream] of Object.entries(streams)) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      output[name] += chunk;
      pressAt(output.stderr);
    });
  }
  child.stdin.on("error", () => undefined).end(input);
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), LIMIT_MS);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (...ended) => resolve(ended));
  });
  clearTimeout(timer);
  return { code, signal, ...output };
}

function killGroup({ pid }, signal) {
  if (pid !== undefined) process.kill(-pid, signal);
}

/** Process ids of those that run a program; what has ended and was not fetched yet runs nothing. */
export function processesOf(executable) {
  return readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && programOf(name) === path.basename(executable),
  );
}

function programOf(pid) {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return undefined;
  }
}
