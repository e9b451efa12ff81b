import { spawnSync } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.runIf(process.platform !== "win32").each([
  ["SIGINT", 130, "explain"],
  ["SIGTERM", 143, "explain"],
  ["SIGHUP", 143, "explain"],
  ["SIGINT", 130, "--targets-file"],
] as const)("%s while a pipe is read that does not end: %i at once (%s)", async (signal, code, word) => {
  const pipe = join(folder, `${signal}-${word}`);
  spawnSync("mkfifo", [pipe]);
  // It can be opened when somebody reads.
  const writer = open(pipe, "w");
  const run = await runCli([word, pipe], { signalAfter: { signal, after: writer } });
  await (await writer).close();
  expect([run.code, run.stdout, run.stderr]).toEqual([code, "", ""]);
});
