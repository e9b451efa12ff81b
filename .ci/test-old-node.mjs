// Starts the single file with releases of Node that are too old for it, taken from the package registry:
//   npm run test:old-node -- 12 14
// It has to say so in one line and end with 2. A release that cannot be had here is named and passed over.
// RESULTS_DIR in the environment receives the counts, as .ci/count.mjs reads them.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installNode } from "./install-node.mjs";
import { writeCounts } from "./write-counts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const releases = process.argv.slice(2);
if (releases.length === 0) throw new Error("Name the releases to test with: npm run test:old-node -- 12 14");

const folder = mkdtempSync(path.join(tmpdir(), "credprobe-old-node-"));
let [passed, failed] = [0, 0];
try {
  const made = spawnSync(process.execPath, [path.join(root, ".ci", "single-file", "make.mjs"), folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (made.status !== 0) throw new Error("the single file could not be made");
  for (const release of releases) {
    const node = installNode(release, path.join(folder, release));
    console.log(
      `Node ${release}: ${node === undefined ? "could not be installed here, NOT tested" : said(node)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed > 0) process.exitCode = 1;
const results = process.env.RESULTS_DIR;
if (results !== undefined) writeCounts(path.join(results, "old-node.json"), { passed, failed });

/** What both ways to start it say; counts them. */
function said(node) {
  const file = path.join(folder, "credprobe.cjs");
  const ways = [{ args: [file, "--version"] }, { args: ["-", "--version"], input: readFileSync(file) }];
  return ways
    .map(({ args, input }) => {
      const { status, stdout, stderr } = spawnSync(node, args, { input, encoding: "utf8" });
      const isRight =
        status === 2 &&
        stdout === "" &&
        /^credprobe: needs Node 20\.19 or newer, this is v\d[\d.]+\n$/.test(stderr);
      if (isRight) passed += 1;
      else failed += 1;
      return isRight ? "says so and ends with 2" : `FAILED, ended with ${status}: ${stderr.slice(0, 300)}`;
    })
    .join("; from standard input: ");
}
