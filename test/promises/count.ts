import { appendFileSync } from "node:fs";
import { expect } from "vitest";

/** `npm run promises` tries everything; the ordinary tests a share of it. */
export const IS_WHOLE = process.env["PROMISES"] === "whole";

/** In ordinary tests every so-many-th, and all where the promises are counted. */
export function sample<T>(all: readonly T[], every: number): readonly T[] {
  return IS_WHOLE ? all : all.filter((_, index) => index % every === 0);
}

/** Notes what was tried for a promise, and what came of it; the numbers of all notes of its file are added up (run.mjs). */
export function countPromise(name: string, counts: Readonly<Record<string, number>>): void {
  const file = process.env["PROMISES_COUNT"];
  if (file === undefined) return;
  const from = expect.getState().testPath;
  appendFileSync(file, `${JSON.stringify({ name, from, counts })}\n`);
}
