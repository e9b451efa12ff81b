// npm run conformance: every scenario of the lab, lived through by the real SDKs, and compared with what credprobe says.
//
//   --only PATTERN   scenarios by name      --sdk NAME   one toolchain
//   --raw FILE    also write what was observed, as JSON
//   --require     fail where nothing can be run (no root, no unshare)
//   --keep-page   leave docs/conformance.md as it is
//   --results FILE  also write the numbers, in the words of Vitest's JSON report

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { scenarios } from "../../dist/lab/scenarios/index.js";
import { compare, countsOf } from "./compare.mjs";
import { writePage } from "./page.mjs";
import { prepare, toolchains } from "./toolchains.mjs";

const run = promisify(execFile);
const HOST = fileURLToPath(new URL("host.mjs", import.meta.url));
/** Go retries a dead endpoint for more than a minute; a bare credential of JavaScript waits for ever. */
const LIMITS = { DefaultAzureCredential: 150_000, ManagedIdentityCredential: 150_000 };
const AT_ONCE = 2;

/** What runs in them ends with them. */
const NAMESPACES = [
  "--net",
  "--mount",
  "--propagation=private",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    sdk: { type: "string" },
    raw: { type: "string" },
    require: { type: "boolean", default: false },
    "keep-page": { type: "boolean", default: false },
    results: { type: "string" },
  },
});

const obstacle = await obstacleHere();
if (obstacle !== undefined) {
  console.log(`conformance: not run, ${obstacle}`);
  process.exit(values.require ? 1 : 0);
}
const folder = await mkdtemp(path.join(os.tmpdir(), "credprobe-conformance-"));
try {
  const present = await prepareAll();
  if (present.length === 0) throw new Error("no toolchain has that name");
  const wanted = scenarios.filter(
    ({ name }) => values.only === undefined || new RegExp(values.only).test(name),
  );
  if (wanted.length === 0) throw new Error("no scenario has that name");
  const hosts = await liveThrough(
    wanted,
    present.filter(({ missing }) => missing === undefined),
  );
  const comparisons = hosts.flatMap((host) => compare(host, present));
  if (values.raw !== undefined) await writeFile(values.raw, JSON.stringify(hosts, null, 1));
  await report(present, comparisons);
  const isWhole = values.only === undefined && values.sdk === undefined;
  if (isWhole && !values["keep-page"]) await writePage(present, comparisons);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Why nothing can be run here. */
async function obstacleHere() {
  if (process.platform !== "linux") return "it needs Linux";
  const works = await run("unshare", [...NAMESPACES, "true"]).then(
    () => true,
    () => false,
  );
  return works ? undefined : "it needs root and unshare (network and mount namespaces)";
}

async function prepareAll() {
  const rows = toolchains.filter(({ name }) => values.sdk === undefined || name === values.sdk);
  const found = [];
  for (const row of rows) {
    const ready = await prepare(row, path.join(folder, row.name));
    console.log(`${row.name}: ${ready.missing === undefined ? ready.version : `MISSING, ${ready.missing}`}`);
    found.push(ready);
  }
  return found;
}

async function liveThrough(wanted, present) {
  const waiting = [...wanted];
  const hosts = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name } = next;
      const own = path.join(folder, `host-${name}`);
      const job = JSON.stringify({ scenario: name, toolchains: present, folder: own, limits: LIMITS });
      const shell = ["ip link set lo up", 'exec "$@"'].join("; ");
      const args = [...NAMESPACES, "--", "sh", "-c", shell, "host"];
      const options = { maxBuffer: 64 * 1024 * 1024, timeout: 1_200_000 };
      hosts.push(
        await run("unshare", [...args, process.execPath, HOST, job], options).then(
          ({ stdout }) => JSON.parse(stdout),
          (error) => ({ scenario: name, broken: String(error.stderr || error.message).slice(-800) }),
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const order = wanted.map(({ name }) => name);
  return hosts.sort((a, b) => order.indexOf(a.scenario) - order.indexOf(b.scenario));
}

async function report(present, comparisons) {
  for (const { result, scenario, toolchain, credential, predicted, observed } of comparisons) {
    if (result === "differs" || result === "broken") {
      console.log(`${result}: ${scenario}, ${toolchain}, ${credential}: predicted ${predicted}; ${observed}`);
    }
  }
  for (const { name, version, missing, informs } of present) {
    const { agrees, differs, unknown, unanswered, broken, inapplicable } = countsOf(comparisons, name);
    console.log(
      missing === undefined
        ? `${name} ${version}: ${agrees + differs} compared, ${agrees} agree, ${differs} differ, ` +
            `${unknown} not predicted, ${unanswered} without answer, ${inapplicable} not applicable, ${broken} broken` +
            (informs ? " (for information)" : "")
        : `${name}: missing, ${missing}`,
    );
  }
  const held = comparisons.filter(({ informs }) => !informs);
  const agreed = held.filter(({ result }) => result === "agrees").length;
  const failed = held.filter(({ result }) => result === "differs" || result === "broken").length;
  console.log(`conformance: ${agreed + failed} comparisons, ${agreed} agree, ${failed} do not`);
  if (failed > 0) process.exitCode = 1;
  if (values.results === undefined) return;
  const numbers = { numPassedTests: agreed, numFailedTests: failed, testResults: [] };
  await writeFile(values.results, JSON.stringify(numbers));
}
