// Runs the single executable where no Node is, in a minimal file system, as root and as an ordinary user:
//   npm run test:executable [-- --results FILE] [--executable FILE] [--small]
// It builds the executable unless one is given. The file system is a minimal Debian where it can be had (it stays in the
// folder for temporary files), or else, and with --small, the libraries that the executable names and a shell. Needs Linux,
// root and namespaces; what cannot be done here is said, and is no failure. FILE receives the counts, as .ci/count.mjs
// reads them.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bareRoot } from "../test/executable/bare-root.mjs";
import { NAMESPACES } from "./namespaces.mjs";
import { writeCounts } from "./write-counts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const HOST = path.join(root, "test", "executable", "host.mjs");
const LIMIT_MS = 300_000;

const { values } = parseArgs({
  options: {
    results: { type: "string" },
    executable: { type: "string" },
    small: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), "credprobe-test-executable-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const counts = check();
if (typeof counts === "string") console.log(`executable: NOT tested, ${counts}`);
else {
  console.log(`executable: ${counts.passed} checks passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
  if (values.results !== undefined) writeCounts(values.results, counts);
}

/** The counts, or why nothing was counted. */
function check() {
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch))
    return "it needs Linux on x64 or arm64";
  if (spawnSync("unshare", [...NAMESPACES, "ip", "link", "set", "lo", "up"]).status !== 0)
    return "it needs root, unshare and ip (namespaces)";
  const executable = values.executable === undefined ? build() : path.resolve(values.executable);
  if (executable === undefined) return "the Node for it cannot be had here";
  const { folder: bare, what, isTemporary } = bareRoot(executable, values.small);
  console.log(`a file system without Node: ${what}`);
  try {
    return runHost({ root: bare, executable, folder, version: manifestVersion() });
  } finally {
    if (isTemporary) rmSync(bare, { recursive: true, force: true });
  }
}

function build() {
  const words = [path.join(root, ".ci", "executable", "make.mjs"), folder, "--arch", process.arch];
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"] });
  if (status === 3) return undefined;
  if (status !== 0) throw new Error("the executable could not be made");
  return path.join(folder, `credprobe-linux-${process.arch}`);
}

function runHost(job) {
  const shell = 'ip link set lo up; exec "$@"';
  const words = [...NAMESPACES, "--", "sh", "-c", shell, "host", process.execPath, HOST, JSON.stringify(job)];
  // Nothing of it outlives this process, however that ends.
  const { status, stdout } = spawnSync("setpriv", ["--pdeathsig", "KILL", "unshare", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const lines = stdout.trimEnd().split("\n");
  const last = status === 0 ? lines.pop() : undefined;
  console.log(lines.join("\n"));
  return last === undefined ? { passed: 0, failed: 1 } : JSON.parse(last);
}

function manifestVersion() {
  return JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version;
}
