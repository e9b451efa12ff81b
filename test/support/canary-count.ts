import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FORMAT_NAMES } from "../../src/report/formats.ts";
import { countPromise } from "../promises/count.ts";
import { FORMS } from "./leaks.ts";

/** What was searched of one scenario, and what came of it. */
export interface Search {
  readonly scenario: string;
  /** Names of the outputs; one that begins with a format's name is in that format. */
  readonly outputs: readonly string[];
  readonly commands: readonly string[];
  readonly secrets: number;
  readonly hits: number;
}

/** Where the processes of one run of the tests note what they searched. */
export function countFile(runner: number): string {
  return path.join(tmpdir(), `credprobe-canary-${runner}.txt`);
}

/** Notes that the outputs of a scenario were searched. */
export function countSearch(search: Search): void {
  countPromise("canary", {
    searches: searchesOf(search),
    outputs: search.outputs.length,
    leaks: search.hits,
  });
  const file = process.env["CANARY_COUNT"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(search)}\n`);
}

/** One line about the whole run, if anything was searched; the notes are taken away. */
export function searchedLine(runner: number): string | undefined {
  const file = countFile(runner);
  if (!existsSync(file)) return undefined;
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Search);
  rmSync(file);
  const outputs = rows.flatMap((row) => row.outputs);
  const encodings = Object.keys(FORMS);
  const searches = sum(rows.map(searchesOf));
  return [
    `canary: ${new Set(rows.map(({ scenario }) => scenario)).size} scenarios`,
    listOf("commands", [...new Set(rows.flatMap(({ commands }) => commands))]),
    listOf(
      "formats",
      FORMAT_NAMES.filter((format) => outputs.some((name) => name.startsWith(format))),
    ),
    listOf("encodings", encodings),
    `${outputs.length} outputs, ${searches} searches, hits ${sum(rows.map(({ hits }) => hits))}`,
  ].join("; ");
}

/** Each secret, in each encoding, in each output. */
function searchesOf({ outputs, secrets }: Search): number {
  return outputs.length * secrets * Object.keys(FORMS).length;
}

function listOf(what: string, names: readonly string[]): string {
  return `${names.length} ${what} (${names.join(", ")})`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
