import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadedGuard } from "../support/guard.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

test("a reader that goes away early is no error", async () => {
  const child = spawn(
    process.execPath,
    ["--import", loadedGuard(), MAIN, "lab", "system-assigned-allowed", "-o", "json"],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(stderr).not.toMatch(/EPIPE|Error/);
  expect(code).toBe(0);
});

test.runIf(existsSync("/dev/full")).each([
  ["a report", ["lab", "system-assigned-allowed", "-o", "json", "--quiet"]],
  ["a list", ["services"]],
  ["the environment of a lab that is served", ["lab", "serve", "leftover-secret"]],
])("%s that cannot be written ends in one line, and never with the code of a success", async (_, args) => {
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, ["--import", loadedGuard(), MAIN, ...args], {
    stdio: ["ignore", full, "pipe"],
  });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect({ code, stderr }).toEqual({
    code: 70,
    stderr: "credprobe: the output could not be written (ENOSPC)\n",
  });
});
