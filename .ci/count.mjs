// Prints "N passed, N failed" over all JSON results of Vitest in a folder:
//   node count.mjs FOLDER [FAILED-STEP]
// A test file that could not be loaded counts as one failure; so does a step that failed for another reason.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const [, , folder, failedStep] = process.argv;
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  const result = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  failed += result.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
}
if (failedStep && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
