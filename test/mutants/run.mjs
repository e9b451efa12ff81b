// npm run mutants: changes one thing at a time in what credprobe's promises rest on, and counts the changes that no test
// notices (Stryker). Such a mutant needs a test, or a reason in argued.mjs.
//
//   --only PATTERN    modules by name
//   --file NAME       only this file of the modules, as modules.mjs has it
//   --line A-B,C-D    only mutants of these lines of it
//   --keep-page       leave docs/promises.md as it is

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { today } from "../support/today.mjs";
import { argued } from "./argued.mjs";
import { modules } from "./modules.mjs";
import { page } from "./page.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = path.join(ROOT, "docs", "promises.md");
/** The counts of each file's last whole run. */
const COUNTED = path.join(ROOT, "test", "mutants", "counted.json");

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    file: { type: "string" },
    line: { type: "string" },
    "keep-page": { type: "boolean", default: false },
  },
});
const wanted = modules
  .filter(({ name }) => new RegExp(values.only).test(name))
  .map((one) => (values.file ? { ...one, files: one.files.filter((file) => file === values.file) } : one))
  .filter(({ files }) => files.length > 0);
if (wanted.length === 0) throw new Error("no module has that name");

process.chdir(ROOT);
process.env["NODE_OPTIONS"] = `--import=${new URL("../guard/guard.mjs", import.meta.url).href}`;
const rows = [];
for (const module of wanted) {
  const { files, survivors, endless, stale } = await mutate(module);
  const told = files.map(({ mutants, killed, argued: reasoned, survived, file }) => {
    return `mutants ${mutants}, killed ${killed}, argued ${reasoned}, survived ${survived} (${file})`;
  });
  console.log([`${module.name}:`, ...told].join("\n  "));
  for (const mutant of survivors)
    console.log(`  SURVIVED ${placeOf(mutant)}\n${JSON.stringify(rowFor(mutant))}`);
  for (const mutant of endless) console.log(`  never ended ${placeOf(mutant)}`);
  for (const one of stale) console.log(`  argued, and killed: ${JSON.stringify(one)}`);
  if (survivors.length + stale.length > 0) process.exitCode = 1;
  rows.push(...files);
}
// A part of a file says nothing of the whole.
if (values.line === undefined && !values["keep-page"]) {
  const counted = JSON.parse(readFileSync(COUNTED, "utf8"));
  for (const { file, ...counts } of rows) counted[file] = { date: today(), ...counts };
  writeFileSync(COUNTED, `${JSON.stringify(counted, undefined, 2)}\n`);
  writeFileSync(PAGE, page(readFileSync(PAGE, "utf8"), counted));
}

async function mutate({ files, lines, tests }) {
  process.env["MUTANTS_TESTS"] = tests
    .map((file) => `test/${file}${file.endsWith(".ts") ? "" : "/*.test.ts"}`)
    .join(" ");
  const folder = mkdtempSync(path.join(os.tmpdir(), "credprobe-mutants-"));
  const results = await new Stryker({
    mutate: files.flatMap((file) => linesOf(file, lines).map((one) => `src/${file}${one}`)),
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    concurrency: 1,
    // A busy machine kills no mutant: only what never ends does.
    timeoutMS: 30_000,
    timeoutFactor: 4,
    reporters: [process.stdout.isTTY ? "progress" : "progress-append-only"],
    ignorePatterns: ["docs", "dist", "coverage", "/.ci"],
    tempDirName: folder,
    // Stryker would have it rewritten by an API that TypeScript 7 has no more; no path in it leaves the copy.
    tsconfigFile: "none",
    logLevel: process.env["MUTANTS_LOG"] ?? "warn",
    allowConsoleColors: false,
  }).runMutationTest();
  rmSync(folder, { recursive: true, force: true });

  const mutants = results.filter(({ status }) => status !== "Ignored" && status !== "CompileError");
  // One that ends the process of the tests, by taking all its memory, is noticed as one that never ends is.
  const NOTICED = ["Killed", "Timeout", "RuntimeError"];
  const isUnnoticed = ({ status }) => !NOTICED.includes(status);
  const isArgued = (mutant) => argued.some((one) => isSame(one, rowFor(mutant)));
  const unnoticed = mutants.filter(isUnnoticed);
  return {
    files: files.map((file) => countsOf(file, mutants, isUnnoticed, isArgued)),
    survivors: unnoticed.filter((mutant) => !isArgued(mutant)),
    endless: mutants.filter(({ status }) => status === "Timeout"),
    stale:
      values.line === undefined
        ? argued.filter(
            (one) => files.includes(one.file) && !unnoticed.some((mutant) => isSame(one, rowFor(mutant))),
          )
        : [],
  };
}

/** As Stryker names them, or the whole file. */
function linesOf(file, counting) {
  if (values.line !== undefined) return values.line.split(",").map((one) => `:${one}`);
  if (counting === undefined) return [""];
  const lines = readFileSync(path.join(ROOT, "src", file), "utf8").split("\n");
  return lines.flatMap((line, index) => (counting.test(line) ? [`:${index + 1}-${index + 1}`] : []));
}

function countsOf(file, all, isUnnoticed, isArgued) {
  const mutants = all.filter((mutant) => rowFor(mutant).file === file);
  const unnoticed = mutants.filter(isUnnoticed);
  const reasoned = unnoticed.filter(isArgued).length;
  return {
    file,
    mutants: mutants.length,
    killed: mutants.length - unnoticed.length,
    argued: reasoned,
    survived: unnoticed.length - reasoned,
  };
}

/** The row that would argue a mutant, without its reason. */
function rowFor({ fileName, location: { start, end }, replacement }) {
  const lines = readFileSync(fileName, "utf8").split("\n");
  const part = lines.slice(start.line - 1, end.line);
  part[part.length - 1] = part.at(-1).slice(0, end.column - 1);
  part[0] = part[0].slice(start.column - 1);
  return {
    file: path.relative(path.join(ROOT, "src"), fileName),
    line: lines[start.line - 1].trim(),
    from: oneLine(part.join("\n")),
    to: oneLine(replacement),
  };
}

function isSame(one, other) {
  return ["file", "line", "from", "to"].every((key) => one[key] === other[key]);
}

function oneLine(text) {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function placeOf({ fileName, location, status, mutatorName }) {
  return `${path.relative(ROOT, fileName)}:${location.start.line} ${mutatorName} ${status}`;
}
