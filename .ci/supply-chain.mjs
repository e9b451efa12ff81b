// What credprobe is made of, and whether anything is known against it:
//   npm run supply-chain [-- --release] [--results FILE]
// Known weaknesses as the registry tells them, of what is shipped and of what it is made with; licences of what is shipped;
// dist/credprobe.cdx.json, the list of it (CycloneDX); whether a published package could prove its origin. What could not
// be checked, because this registry tells no weaknesses or nothing is published from here yet, is told, and fails a release.
// FILE receives the counts, as .ci/count.mjs reads them.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeCounts } from "./write-counts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SBOM = path.join(root, "dist", "credprobe.cdx.json");

/** Advisories that do not concern credprobe, by id (`GHSA-...`), each with its reason. */
const ARGUED = {};

/** Licences that ask for their text to be passed on, and for nothing else. */
const LICENCES = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
]);

const { values } = parseArgs({
  options: { release: { type: "boolean", default: false }, results: { type: "string" } },
});
const counts = { passed: 0, failed: 0 };

tell("every package is pinned by its checksum", unpinned());
const weaknesses = advisories();
if (weaknesses === undefined) tellOpen("known weaknesses: NOT checked, the registry tells none here");
else tell("no known weakness", weaknesses);
const components = writeSbom();
tell(`licences of ${components.length} packages that are shipped`, strangeLicences(components));
console.log(`written: ${path.relative(root, SBOM)}`);
const missing = provenance();
if (missing === undefined) console.log("provenance: ready");
else tellOpen(`provenance: ${missing}`);
if (counts.failed > 0) process.exitCode = 1;
if (values.results !== undefined) writeCounts(values.results, counts);

/** What a package that CI publishes lacks to tell where it was made: the registry compares that with `repository`. */
function provenance() {
  const { repository, publishConfig } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  if (publishConfig?.provenance !== true) return "NOT ready, package.json does not ask for it";
  return repository === undefined ? "asked for, NOT ready: package.json names no repository yet" : undefined;
}

/** Packages of the lock file that a registry could change unnoticed. */
function unpinned() {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([name, { integrity = "" }]) => name !== "" && !integrity.startsWith("sha512-"))
    .map(([name]) => name);
}

/** Those that nothing was said against; undefined where none can be had. */
function advisories() {
  const { stdout } = npm(["audit", "--json"]);
  const { vulnerabilities } = parsed(stdout);
  if (vulnerabilities === undefined) return undefined;
  const found = Object.values(vulnerabilities).flatMap(({ via }) =>
    via.filter((one) => typeof one === "object"),
  );
  const open = found.filter(({ url }) => ARGUED[path.posix.basename(url)] === undefined);
  return [...new Set(open.map(({ url, name, title }) => `${url} ${name}: ${title}`))];
}

function writeSbom() {
  const { stdout, status, stderr } = npm(["sbom", "--omit", "dev", "--sbom-format", "cyclonedx"]);
  if (status !== 0) throw new Error(stderr);
  mkdirSync(path.dirname(SBOM), { recursive: true });
  writeFileSync(SBOM, stdout);
  return JSON.parse(stdout).components;
}

function strangeLicences(packages) {
  return packages
    .map(({ name, version, licenses = [] }) => ({ name, version, names: licenses.map(nameOf) }))
    .filter(({ names }) => names.length === 0 || !names.every((one) => LICENCES.has(one)))
    .map(({ name, version, names }) => `${name} ${version}: ${names.join(", ") || "none told"}`);
}

function nameOf({ license, expression }) {
  return license?.id ?? license?.name ?? expression ?? "";
}

function tell(what, found) {
  console.log(`${found.length === 0 ? "ok" : "FAILED"}: ${[what, ...found].join("\n  ")}`);
  if (found.length === 0) counts.passed += 1;
  else counts.failed += 1;
}

function tellOpen(line) {
  console.log(line);
  if (values.release) counts.failed += 1;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function npm(words) {
  return spawnSync("npm", words, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}
