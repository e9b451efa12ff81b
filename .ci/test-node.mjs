// Runs the tests of the built program under other releases of Node, taken from the package registry:
//   npm run test:node -- 22 24
// A release that cannot be had here is named and passed over; a failing test fails the run.
// RESULTS_DIR in the environment receives one JSON result per release.

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installNode } from "./install-node.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const releases = process.argv.slice(2);
if (releases.length === 0) throw new Error("Name the releases to test with: npm run test:node -- 22 24");

function runTests(node, release) {
  const results = process.env.RESULTS_DIR;
  const report =
    results === undefined ? [] : ["--reporter=json", `--outputFile.json=${results}/node-${release}.json`];
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  // The house's own checks look at sources and at the package, those of the docs at recorded pages: another Node changes
  // nothing there.
  const args = [
    "run",
    "--config",
    "test/vitest.config.ts",
    "--exclude",
    "test/house/**",
    "--exclude",
    "test/docs/**",
    "--reporter=dot",
    ...report,
  ];
  // What a report says of a scenario does not hang on the release; that a run works there does.
  const env = {
    ...process.env,
    SCENARIO_SHARE: "12",
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
  };
  return spawnSync(node, [vitest, ...args], { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] })
    .status;
}

const folder = mkdtempSync(path.join(tmpdir(), "credprobe-node-"));
// Tests that run an app as another user start it with this Node.
chmodSync(folder, 0o755);
const summary = [];
try {
  for (const release of releases) {
    const node = installNode(release, path.join(folder, release));
    if (node === undefined) {
      summary.push(`Node ${release}: could not be installed here, NOT tested`);
      continue;
    }
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    const failed = runTests(node, release) !== 0;
    if (failed) process.exitCode = 1;
    summary.push(`Node ${release}: ${version} was used, tests ${failed ? "FAILED" : "passed"}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(summary.join("\n"));
