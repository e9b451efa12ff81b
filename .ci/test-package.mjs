// Installs the packed package into an empty folder, as its users do, and lets the README's example run from there:
//   npm run test:package [-- --results FILE]
// npm asks the registry for what the package needs; where it cannot be reached that is said, and is no failure.
// FILE receives the counts, as .ci/count.mjs reads them.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findScenario } from "../dist/lab/scenarios/index.js";
import { startLab } from "../dist/lab/start.js";
import { writeCounts } from "./write-counts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
/** A healthy host, and one whose identity lacks the role. */
const HOSTS = [
  { scenario: "system-assigned-allowed", status: 200, says: /may read contosodata\/invoices/ },
  { scenario: "system-assigned-no-role", status: 503, says: /may not read contosodata\/invoices/ },
];
const LIMIT_MS = 60_000;

const { values } = parseArgs({ options: { results: { type: "string" } } });
const folder = mkdtempSync(path.join(tmpdir(), "credprobe-test-package-"));
const counts = { passed: 0, failed: 0 };
try {
  const obstacle = install();
  if (obstacle === undefined) {
    check("npx credprobe --version", () => npxVersion() === version);
    check("the README's example has right types", () => typesOf("health.mjs") === "");
    for (const host of HOSTS) await checkAsync(`the README's example, ${host.scenario}`, () => answers(host));
    console.log(`package: ${counts.passed} checks passed, ${counts.failed} failed`);
    if (values.results !== undefined) writeCounts(values.results, counts);
  } else console.log(`package: NOT tested, it could not be installed: ${obstacle}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (counts.failed > 0) process.exitCode = 1;

/** What npm says where it cannot install. */
function install() {
  const packed = npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root);
  if (packed.status !== 0) throw new Error(packed.stderr);
  const [{ filename }] = JSON.parse(packed.stdout);
  writeFileSync(path.join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const words = ["install", "--no-audit", "--no-fund", "--loglevel=error", path.join(folder, filename)];
  const { status, stderr } = npm(words, folder);
  if (status !== 0) return /^npm error code (.*)$/m.exec(stderr)?.[1] ?? stderr.slice(0, 300);
  writeFileSync(path.join(folder, "health.mjs"), example());
  return undefined;
}

/** The one block of the README that imports the package. */
function example() {
  const blocks = [...readFileSync(path.join(root, "README.md"), "utf8").matchAll(/^```js\n(.*?)^```$/gms)];
  const [, code] = blocks.find(([, text]) => text.includes('from "credprobe"')) ?? [];
  if (code === undefined) throw new Error("README.md has lost its example");
  return code;
}

function npxVersion() {
  return npm(["exec", "--no", "--", "credprobe", "--version"], folder).stdout.trim();
}

/** What the compiler finds wrong. */
function typesOf(file) {
  mkdirSync(path.join(folder, "node_modules", "@types"), { recursive: true });
  const tsc = path.join(root, "node_modules", ".bin", "tsc");
  const words = [
    ...["--noEmit", "--strict", "--allowJs", "--checkJs", "--skipLibCheck", "--module", "nodenext"],
    ...[
      "--target",
      "es2023",
      "--types",
      "node",
      "--typeRoots",
      path.join(root, "node_modules", "@types"),
      file,
    ],
  ];
  return spawnSync(tsc, words, { cwd: folder, encoding: "utf8" }).stdout.trim();
}

/** Whether the example's server answers so in a simulated host. */
async function answers({ scenario, status, says }) {
  const lab = await startLab(findScenario(scenario), { azurite: false });
  const [target] = findScenario(scenario).targets;
  const { isolate } = lab.world;
  const server = spawn(process.execPath, [...isolate.execArgv, "health.mjs"], {
    cwd: folder,
    env: { ...lab.appEnv, ...isolate.env, PORT: "0", INVOICES_URL: target },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const address = await addressOf(server);
    const answer = await fetch(address, { signal: AbortSignal.timeout(LIMIT_MS) });
    const text = await answer.text();
    const isRight = answer.status === status && says.test(text);
    if (!isRight) console.log(`${answer.status} ${text}`);
    return isRight;
  } finally {
    server.kill();
    await lab.close();
  }
}

/** It says where it listens. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.once("close", () => reject(new Error("the example's server has ended")));
  });
}

function check(what, isRight) {
  count(what, isRight());
}

async function checkAsync(what, isRight) {
  count(what, await isRight());
}

function count(what, isRight) {
  console.log(`${isRight ? "ok" : "FAILED"}: ${what}`);
  if (isRight) counts.passed += 1;
  else counts.failed += 1;
}

function npm(words, cwd) {
  return spawnSync("npm", words, { cwd, encoding: "utf8" });
}
