// Runs the single file in a Windows process, under Wine where there is one:
//   npm run test:windows [-- RELEASE]   with this release of Node, taken from the package registry (22)
//   --results FILE   also write the numbers, in the words of Vitest's JSON report
//   --require        fail where nothing can be run (no Wine, no namespaces)
//
// The test guard does not see into a Windows process: all of it runs in a network namespace that has loopback and nothing
// else, and in a process namespace, with which everything ends that was started.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installNode } from "./install-node.mjs";
import { NAMESPACES } from "./namespaces.mjs";
import { writeCounts } from "./write-counts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The shell is the namespace's first process: it waits for whatever loses its parent. */
const ALONE = `ip link set lo up && [ "$(ip -o link show | grep -vc ': lo:')" = 0 ] && { "$@"; exit $?; }`;

/** What test/windows/run.mjs ends with where Wine makes no machine, or Node does not start in it. */
const NOT_RUN = 77;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { results: { type: "string" }, require: { type: "boolean", default: false } },
});
const release = positionals[0] ?? "22";

const obstacle = obstacleHere();
if (obstacle !== undefined) {
  console.log(`windows: not run, ${obstacle}`);
  process.exit(values.require ? 1 : 0);
}

const folder = mkdtempSync(path.join(tmpdir(), "credprobe-windows-"));
let running;
process.once("exit", () => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));

const made = spawnSync(process.execPath, [path.join(root, ".ci", "single-file", "make.mjs"), folder], {
  stdio: ["ignore", "ignore", "inherit"],
});
if (made.status !== 0) throw new Error("the single file could not be made");
const node = installNode(release, path.join(folder, "node"), { system: "win" });
if (node === undefined) {
  console.log(`windows: not run, Node ${release} for Windows could not be installed here`);
  process.exit(values.require ? 1 : 0);
}
process.exitCode = await checked();

/** Runs the checks; says how they ended. */
async function checked() {
  const counts = path.join(folder, "counts.json");
  const program = path.join(root, "test", "windows", "run.mjs");
  running = spawn(
    "unshare",
    [...NAMESPACES, "--", "sh", "-c", ALONE, "windows", process.execPath, program, folder, node, counts],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const status = await new Promise((resolve) => running.once("exit", resolve));
  if (status === NOT_RUN) return values.require ? 1 : 0;
  if (values.results !== undefined && status !== null) writeCounts(values.results, countsIn(counts));
  return status === 0 ? 0 : 1;
}

/** What broke before it counted is one failure. */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Why nothing can be run here. */
function obstacleHere() {
  if (process.platform !== "linux" || process.arch !== "x64") return "it needs Linux on x64";
  if (spawnSync("wine", ["--version"], { stdio: "ignore" }).status !== 0)
    return "Wine is MISSING (apt-get install wine)";
  const works = spawnSync("unshare", [...NAMESPACES, "--", "sh", "-c", ALONE, "windows", "true"], {
    stdio: "ignore",
  });
  return works.status === 0 ? undefined : "it needs root, unshare (network and process namespaces) and ip";
}
