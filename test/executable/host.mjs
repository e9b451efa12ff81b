// The machine without Node, inside namespaces of its own (network, mounts, processes), where nothing but loopback exists:
// runs every check in it, as root and as an ordinary user. argv: job as JSON. Prints a line for each, and the counts.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bareChecks } from "./bare-checks.mjs";
import { mountFileSystems } from "./file-systems.mjs";
import { labChecks } from "./lab-checks.mjs";
import { processesOf } from "./run-inside.mjs";

const { root, executable, folder, version } = JSON.parse(process.argv[2]);
const USERS = [
  { name: "root", user: undefined },
  { name: "an ordinary user", user: 4711 },
];

const links = execFileSync("ip", ["-o", "link", "show"], { encoding: "utf8" }).trim().split("\n");
if (links.length !== 1 || !links[0].includes(": lo:")) throw new Error("there is more than loopback here");

const base = path.join(folder, "mounted");
mkdirSync(base);
const roots = mountFileSystems(root, executable, base);
const program = `/opt/${path.basename(executable)}`;
const counts = { passed: 0, failed: 0 };

for (const who of USERS) {
  for (const [what, check] of bareChecks({ roots, program, version, ...who })) await count(who, what, check);
}
await labChecks({ roots, program, users: USERS, count });
console.log(JSON.stringify(counts));
process.exit();

async function count({ name }, what, check) {
  try {
    await check();
    await noneLeft();
    counts.passed += 1;
    console.log(`  ok      ${name}: ${what}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`  FAILED  ${name}: ${what}\n${String(error.message).slice(0, 2000)}`);
  }
}

/** Nothing of it runs any more, a moment after its end. */
async function noneLeft() {
  for (let tries = 20; processesOf(executable).length > 0; tries -= 1) {
    if (tries === 0) throw new Error(`still running: ${processesOf(executable).join(", ")}`);
    await delay(100);
  }
}
