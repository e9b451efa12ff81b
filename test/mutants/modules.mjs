// What is mutated, a row each:
//
//   name     what `npm run mutants -- --only` and docs/promises.md call it
//   files    the product's files, below src/
//   lines    what stands in the lines that count, where the rest of the files has no part in the promise
//   tests    the tests that have to notice, below test/; the fewer, the sooner a mutant is done with

import { readdirSync, readFileSync } from "node:fs";

const SERVICES = new URL("../../src/catalogue/services/", import.meta.url);
/** A verdict of a row, or what of an answer it is for; a number is never changed. */
const ROW = /\bverdict: "|\bcode: ["A-Z]|\b(?:body|challenge): (?:\/|new RegExp)/;

export const modules = [
  {
    name: "exit code",
    files: ["judge/exit-code.ts"],
    tests: ["judge/exit-code.test.ts"],
  },
  {
    name: "verdict tables",
    files: ["judge/verdicts.ts", "catalogue/row-of-answer.ts"],
    tests: ["judge/verdicts.test.ts", "catalogue/row-of-answer.test.ts"],
  },
  {
    name: "verdict rows",
    files: readdirSync(SERVICES)
      .filter((file) => ROW.test(readFileSync(new URL(file, SERVICES), "utf8")))
      .map((file) => `catalogue/services/${file}`),
    lines: ROW,
    tests: ["catalogue/services", "judge/verdicts.test.ts"],
  },
  {
    name: "token guard",
    files: [
      "catalogue/match-target.ts",
      "catalogue/host-forms.ts",
      "catalogue/url-parts.ts",
      "catalogue/clouds.ts",
    ],
    tests: [
      "catalogue/match-target.test.ts",
      "catalogue/token-guard.test.ts",
      "catalogue/clouds.test.ts",
      "catalogue/shown-value.test.ts",
      "catalogue/url-parts.test.ts",
    ],
  },
  {
    name: "seal",
    files: [
      "report/seal.ts",
      "report/seal-text.ts",
      "report/find-secrets.ts",
      "report/decoded-views.ts",
      "report/known-secrets.ts",
    ],
    tests: [
      "report/seal.test.ts",
      "report/seal-text.test.ts",
      "report/known-secrets.test.ts",
      "report/decoded-views.test.ts",
      "report/secret-patterns.test.ts",
    ],
  },
  {
    name: "looks of secrets",
    files: ["report/secret-patterns.ts"],
    tests: ["report/looks-of-secrets.test.ts", "report/secret-patterns.test.ts"],
  },
];
