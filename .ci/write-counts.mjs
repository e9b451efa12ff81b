import { writeFileSync } from "node:fs";

/** What a check that is no test of Vitest's came to, as .ci/count.mjs reads it: in the words of Vitest's JSON report. */
export function writeCounts(file, { passed, failed }) {
  writeFileSync(file, JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: [] }));
}
