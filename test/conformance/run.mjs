// npm run conformance: every scenario of the lab, lived through by the real SDKs, and compared with what credprobe says.
//
//   --only PATTERN   scenarios by name      --sdk NAME   one toolchain
//   --raw FILE    also write what was observed, as JSON
//   --require     fail where nothing can be run (no root, no unshare)
//   --keep-page   leave docs/conformance.md as it is, and say where it is behind
//   --results FILE  also write the numbers, in the words of Vitest's JSON report

import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { NAMESPACES } from "../../.ci/namespaces.mjs";
import { writeCounts } from "../../.ci/write-counts.mjs";
import { scenarios } from "../../dist/lab/scenarios/index.js";
import { chainsOfRelease } from "./chains-of-release.mjs";
import { compare } from "./compare.mjs";
import { ONLY_WAITING } from "./only-waiting.mjs";
import { behind, pageText } from "./page.mjs";
import { distinctHosts } from "./same-host.mjs";
import { summaryLines, totalsOf } from "./summary.mjs";
import { prepare, toolchains } from "./toolchains.mjs";

const run = promisify(execFile);
const PAGE = new URL("../../docs/conformance.md", import.meta.url);
const HOST = fileURLToPath(new URL("host.mjs", import.meta.url));
/**
 * Python waits 300 s for a server that took the connection. A bare credential may wait longer than anybody would (that of
 * JavaScript for ever), and has one end only.
 */
const LIMITS = { DefaultAzureCredential: 330_000, ManagedIdentityCredential: 150_000 };

/** Hosts in which something computes. */
const AT_ONCE = 2;

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
/** Hosts that are there now. */
const running = new Set();
const folder = await mkdtemp(path.join(os.tmpdir(), "credprobe-conformance-"));
process.once("exit", endHosts);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));
try {
  const found = await prepareAll();
  if (found.length === 0) throw new Error("no toolchain has that name");
  const named = scenarios.filter(
    ({ name }) => values.only === undefined || new RegExp(values.only).test(name),
  );
  if (named.length === 0) throw new Error("no scenario has that name");
  const distinct = distinctHosts(named);
  const hosts = await liveThrough(
    distinct.map(({ scenario }) => scenario),
    found.filter(({ missing }) => missing === undefined),
  );
  const comparisons = await settled(
    hosts.flatMap((host) => compare(host, found, chainsOfRelease)),
    found,
  );
  if (values.raw !== undefined) await writeFile(values.raw, JSON.stringify(hosts, null, 1));
  await report(found, comparisons);
  if (values.only === undefined && values.sdk === undefined) await page(found, comparisons, distinct);
} finally {
  endHosts();
}

/**
 * What differs is lived through once more, by itself: a probe of one second may have met a machine that was too busy to
 * answer. What agrees then is said to have agreed at the second try.
 */
async function settled(comparisons, found) {
  const isOff = ({ result }) => result === "differs" || result === "broken";
  const names = new Set(comparisons.filter(isOff).map(({ scenario }) => scenario));
  if (names.size === 0) return comparisons;
  console.log(`once more: ${[...names].join(", ")}`);
  const again = await liveThrough(
    scenarios.filter(({ name }) => names.has(name)),
    found.filter(({ missing }) => missing === undefined),
  );
  const second = again.flatMap((host) => compare(host, found, chainsOfRelease));
  return comparisons.map((one) => {
    if (!isOff(one)) return one;
    const other = second.find(
      ({ scenario, toolchain, credential }) =>
        scenario === one.scenario && toolchain === one.toolchain && credential === one.credential,
    );
    if (other === undefined || isOff(other)) return one;
    console.log(`at the second try: ${one.scenario}, ${one.toolchain}, ${one.credential} ${other.result}`);
    return other;
  });
}

/** unshare waits for its child and takes no other signal; its child goes with it. */
function endHosts() {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
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
  // The longest waits begin first.
  const waiting = wanted.toSorted((a, b) => Number(isSilent(b)) - Number(isSilent(a)));
  const hosts = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { done, idle } = startHost(next.name, present);
      hosts.push(done);
      await Promise.race([done, idle]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const order = wanted.map(({ name }) => name);
  return (await Promise.all(hosts)).sort((a, b) => order.indexOf(a.scenario) - order.indexOf(b.scenario));
}

/** Something in the host takes a question and never answers. */
function isSilent({ metadata, endpoints, names, tools }) {
  const answers = [metadata, ...endpoints.map(({ behaviour }) => behaviour), ...Object.values(names)];
  return answers.includes("silent") || Object.values(tools).some(({ state }) => state === "hangs");
}

/** One host: what was seen in it, and the moment from which nothing in it computes any more. */
function startHost(name, present) {
  const own = path.join(folder, `host-${name}`);
  const job = JSON.stringify({ scenario: name, toolchains: present, folder: own, limits: LIMITS });
  const shell = ["ip link set lo up", 'exec "$@"'].join("; ");
  const args = [...NAMESPACES, "--", "sh", "-c", shell, "host"];
  const options = { maxBuffer: 64 * 1024 * 1024, timeout: 1_200_000, killSignal: "SIGKILL" };
  const host = run("unshare", [...args, process.execPath, HOST, job], options);
  running.add(host.child);
  const idle = new Promise((resolve) => {
    host.child.stderr.on("data", (text) => String(text).includes(ONLY_WAITING) && resolve());
  });
  const done = host.then(
    ({ stdout }) => JSON.parse(stdout),
    (error) => ({ scenario: name, broken: String(error.stderr || error.message).slice(-800) }),
  );
  return { done: done.finally(() => running.delete(host.child)), idle };
}

async function report(ran, comparisons) {
  for (const { result, scenario, toolchain, credential, predicted, observed } of comparisons) {
    if (result === "differs" || result === "broken") {
      console.log(`${result}: ${scenario}, ${toolchain}, ${credential}: predicted ${predicted}; ${observed}`);
    }
  }
  console.log(summaryLines(ran, comparisons).join("\n"));
  const { agreed, failed } = totalsOf(comparisons);
  if (failed > 0) process.exitCode = 1;
  if (values.results !== undefined) writeCounts(values.results, { passed: agreed, failed });
}

/** Writes the page, or says where the one at hand is behind: it tells of the releases of its day. */
async function page(ran, comparisons, distinct) {
  if (!values["keep-page"]) {
    await writeFile(PAGE, pageText(ran, comparisons, distinct));
    return;
  }
  const rows = behind(await readFile(PAGE, "utf8"), ran, comparisons);
  const verdict =
    rows.length === 0 ? "says what this run gave" : "is behind, `npm run conformance` writes it:";
  console.log([`docs/conformance.md ${verdict}`, ...rows].join("\n  "));
}
