// npm run promises: tries everything that is promised, not a share of it, and prints the counts: those of this run, and of
// the last whole run of what was not tried now, faults by kind, mutants (npm run mutants) by module.
//
//   --only PATTERN    promises by name
//   --counted         tries nothing
//   --keep-page       leave docs/promises.md as it is
//   --results FILE    write the counts there as .ci/count.mjs reads them

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeCounts } from "../../.ci/write-counts.mjs";
import { modules } from "../mutants/modules.mjs";
import { today } from "../support/today.mjs";
import { faultLines, faultsPage, page } from "./page.mjs";
import { promises } from "./promises.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = path.join(ROOT, "docs", "promises.md");
/** The counts of each promise's last whole run. */
const COUNTED = path.join(ROOT, "test", "promises", "counted.json");
const FAULTS = path.join(ROOT, "test", "promises", "counted-faults.json");
const MUTANTS = path.join(ROOT, "test", "mutants", "counted.json");

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    counted: { type: "boolean", default: false },
    "keep-page": { type: "boolean", default: false },
    results: { type: "string" },
  },
});
const wanted = promises.filter(({ name }) => new RegExp(values.only).test(name));
if (wanted.length === 0) throw new Error("no promise has that name");

let faults = JSON.parse(readFileSync(FAULTS, "utf8"));
const counted = JSON.parse(readFileSync(COUNTED, "utf8"));
if (!values.counted) tryAll();
for (const promise of promises) console.log(lineOf(promise));
for (const line of [...faultLines(faults), ...mutantLines()]) console.log(line);

function tryAll() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "credprobe-promises-"));
  const files = { notes: path.join(folder, "notes"), tests: path.join(folder, "tests.json") };
  writeFileSync(files.notes, "");
  const { status, signal } = spawnSync(
    process.execPath,
    [
      ...[path.join(ROOT, "node_modules", "vitest", "vitest.mjs"), "run"],
      ...["--config", "test/vitest.config.ts", "--reporter=dot", "--reporter=json"],
      `--outputFile.json=${files.tests}`,
      ...new Set(wanted.flatMap((one) => one.files.map((file) => `test/${file}`))),
    ],
    {
      cwd: ROOT,
      env: { ...process.env, PROMISES: "whole", PROMISES_COUNT: files.notes },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  if (!existsSync(files.tests)) {
    rmSync(folder, { recursive: true });
    console.error(`The tests ended before they said what passed (${signal ?? `exit code ${status}`}).`);
    process.exit(1);
  }
  const notes = readFileSync(files.notes, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const tests = JSON.parse(readFileSync(files.tests, "utf8"));
  rmSync(folder, { recursive: true });

  for (const promise of wanted) counted[promise.name] = { date: today(), counts: countsOf(promise, notes) };
  faults = tableIn(notes) ?? faults;
  const isKept = wanted.every(
    ({ name, tried, broken }) => counted[name].counts[tried] > 0 && counted[name].counts[broken] === 0,
  );
  if (status !== 0 || !isKept) process.exitCode = 1;
  else if (!values["keep-page"]) writePage();
  if (values.results !== undefined)
    writeCounts(values.results, { passed: tests.numPassedTests, failed: tests.numFailedTests });
}

/** What was not counted now stands there as it was counted last. */
function writePage() {
  writeFileSync(COUNTED, `${JSON.stringify(counted, undefined, 2)}\n`);
  const known = promises.map((promise) => ({ ...promise, ...counted[promise.name] }));
  writeFileSync(FAULTS, `${JSON.stringify(faults, undefined, 2)}\n`);
  writeFileSync(PAGE, faultsPage(page(readFileSync(PAGE, "utf8"), known), faults));
}

/** What the fault matrix noted, where it was tried. */
function tableIn(notes) {
  return notes.map((line) => JSON.parse(line)).find(({ table }) => table !== undefined)?.table;
}

/** Sums of what the tests of a promise noted; others may try the same beside their own. */
function countsOf(promise, notes) {
  const itsTests = promise.files.map((file) => path.join(ROOT, "test", file));
  const sums = {};
  for (const line of notes) {
    const { name, from, counts } = JSON.parse(line);
    if (name !== promise.name || !itsTests.some((file) => from.startsWith(file))) continue;
    for (const [what, number] of Object.entries(counts)) sums[what] = (sums[what] ?? 0) + number;
  }
  return sums;
}

function lineOf({ name }) {
  const { date, counts } = counted[name] ?? {};
  if (counts === undefined) return `${name}: not counted yet`;
  return `${name}: ${toldOf(counts) || "NOTHING WAS TRIED"}${date === today() ? "" : ` (${date})`}`;
}

function mutantLines() {
  const files = JSON.parse(readFileSync(MUTANTS, "utf8"));
  return modules.map((module) => {
    const known = module.files.flatMap((file) => files[file] ?? []);
    const sum = (what) => known.reduce((total, one) => total + one[what], 0);
    const missing = module.files.length - known.length;
    const counts = {
      mutants: sum("mutants"),
      survivors: sum("survived") + sum("argued"),
      argued: sum("argued"),
    };
    return `mutants of ${module.name}: ${toldOf(counts)}${missing === 0 ? "" : `; files not run ${missing}`}`;
  });
}

function toldOf(counts) {
  return Object.entries(counts)
    .map(([what, number]) => `${what} ${number.toLocaleString("en")}`)
    .join(", ");
}
