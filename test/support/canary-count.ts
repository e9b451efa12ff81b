import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FORMS } from "./leaks.ts";

/** Where the processes of one run of the tests note what they searched. */
export function countFile(runner: number): string {
  return path.join(tmpdir(), `credprobe-canary-${runner}.txt`);
}

/** Notes that the outputs of a scenario were searched. */
export function countSearch(scenario: string, outputs: number, secrets: number): void {
  const file = process.env["CANARY_COUNT"];
  if (file !== undefined) appendFileSync(file, `${scenario} ${outputs} ${secrets}\n`);
}

/** One line about the whole run, if anything was searched; the notes are taken away. */
export function searchedLine(runner: number): string | undefined {
  const file = countFile(runner);
  if (!existsSync(file)) return undefined;
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" "));
  rmSync(file);
  const scenarios = new Set(rows.map(([scenario]) => scenario)).size;
  const outputs = sum(rows.map(([, count]) => Number(count)));
  const encodings = Object.keys(FORMS).length;
  const searches = sum(rows.map(([, count, secrets]) => Number(count) * Number(secrets) * encodings));
  return `canary: ${scenarios} scenarios, ${outputs} outputs, ${encodings} encodings, ${searches} searches`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
