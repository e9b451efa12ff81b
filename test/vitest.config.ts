import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { countFile } from "./support/canary-count.ts";
import { guardModule, refusalsFile } from "./support/guard.ts";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    execArgv: ["--import", guardModule(refusalsFile(process.pid))],
    env: { CANARY_COUNT: countFile(process.pid) },
    globalSetup: ["test/support/whole-run.ts"],
    setupFiles: ["test/support/every-process.ts"],
    // Most tests wait for the program's own processes: one core need not be kept free for the runner.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
