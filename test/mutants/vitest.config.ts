import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests of one module, in the one process that Stryker keeps for its mutants (run.mjs). */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: (process.env["MUTANTS_TESTS"] ?? "").split(" "),
    setupFiles: ["test/support/every-process.ts"],
    testTimeout: 60_000,
  },
});
