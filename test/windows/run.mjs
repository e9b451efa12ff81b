// Inside of the namespaces that .ci/test-windows.mjs makes: node run.mjs FOLDER NODE_EXE COUNTS

import { writeFileSync } from "node:fs";
import path from "node:path";
import { checks } from "./checks.mjs";
import { startMachine } from "./machine.mjs";

const [folder, node, counts] = process.argv.slice(2);
const program = path.join(folder, "credprobe.cjs");
const result = { passed: 0, failed: 0 };
/** As the caller knows it: nothing was checked. */
const NOT_RUN = 77;

const machine = await startMachine({ folder, node, program }).catch((error) => {
  console.log(`windows: not run, ${error.message}`);
  process.exit(NOT_RUN);
});
try {
  const { stdout } = await machine.run("node -p \"process.platform + ' ' + process.version\"");
  console.log(`Wine is present: Node says ${stdout.trim()}`);
  for (const [what, check] of Object.entries(checks)) {
    try {
      await check({ ...machine, program });
      result.passed += 1;
    } catch (error) {
      result.failed += 1;
      console.log(`FAILED  ${what}\n${String(error.message).slice(0, 3000)}`);
    }
  }
} finally {
  machine.close();
}
writeFileSync(counts, JSON.stringify(result));
console.log(
  "not here: PowerShell (its commands are compared as text), Ctrl-C as a console event, 8.3 names, real NTFS",
);
console.log(
  `windows: ${result.passed + result.failed} checks, ${result.passed} passed, ${result.failed} failed`,
);
process.exit(result.failed === 0 ? 0 : 1);
