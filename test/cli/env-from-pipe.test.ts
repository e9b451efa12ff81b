import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, open, rm, truncate, writeFile, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { loadedGuard } from "../support/guard.ts";
import { runCli } from "../support/run-cli.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let folder: string;
let fifo: string;
let writer: Promise<FileHandle> | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  fifo = join(folder, "app.env");
  spawnSync("mkfifo", [fifo]);
});

afterEach(async () => {
  await (await writer)?.close();
  writer = undefined;
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

// Windows has no pipes with a path.
describe.skipIf(process.platform === "win32")("a pipe in place of a file", () => {
  test("is read to its end: the shell's <(...)", async () => {
    const env = 'printf "AZURE_CLIENT_ID=c0ffee00-0000-4000-8000-000000000001\\n"';
    const words = ["--import", loadedGuard(), MAIN, "--only", "environment", "-o", "json", "--env-from"];
    const shell = spawn("bash", ["-c", `exec "$0" "$@" <(sleep 0.2; ${env})`, process.execPath, ...words], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const { environment } = reportSchema.parse(JSON.parse(await text(shell.stdout)));
    expect(environment.find(({ name }) => name === "AZURE_CLIENT_ID")).toMatchObject({
      value: "c0ffee00-0000-4000-8000-000000000001",
      from: "file",
    });
  });

  test("that nobody writes into ends at the time limit of a step", async () => {
    const { code, stdout, stderr } = await runCli(["--env-from", fifo, "--timeout", "1"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("app.env is a pipe that did not end in time");
  });

  test("that is never closed ends at the run's deadline: nothing is tried", async () => {
    writer = open(fifo, "w");
    const run = await runCli(["--env-from", fifo, "--timeout", "40", "--deadline", "1", "-o", "json"]);
    const report = reportSchema.parse(JSON.parse(run.stdout));
    expect(report).toMatchObject({ complete: false, interruptedBy: "deadline", verdict: { exitCode: 4 } });
    expect(report.links.map(({ outcome }) => outcome)).toEqual(report.links.map(() => "skipped"));
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("that is never closed ends at %s", async (signal, code) => {
    // Opening it succeeds once the program has it open.
    writer = open(fifo, "w");
    const run = await runCli(["--env-from", fifo, "--timeout", "40", "-o", "json"], {
      signalAfter: { signal, after: writer },
    });
    expect(run.code).toBe(code);
    const report = reportSchema.parse(JSON.parse(run.stdout));
    expect(report).toMatchObject({ complete: false, interruptedBy: signal });
    expect(new Set(report.environment.map(({ from }) => from))).toEqual(new Set(["process"]));
  });

  test("without end is not read beyond what a file may have", async () => {
    const shell = spawn(
      "bash",
      [
        "-c",
        `exec "$0" "$@" <(cat /dev/zero)`,
        process.execPath,
        "--import",
        loadedGuard(),
        MAIN,
        "--env-from",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    expect(await text(shell.stderr)).toContain("is larger than 1 MiB");
  });

  test("a device is no file", async () => {
    expect(await runCli(["--env-from", "/dev/zero"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("zero cannot be read") as string,
    });
  });
});

describe.skipIf(process.platform === "win32")("the file that a link needs", () => {
  test.each([
    ["a pipe", "pipe", "no-file"],
    ["a device", "/dev/zero", "no-file"],
    ["something far too large", "large.pem", "too-large"],
    ["a folder", ".", "directory"],
  ])("is %s: told, and not read", async (_what, path, problem) => {
    spawnSync("mkfifo", [join(folder, "pipe")]);
    await writeFile(join(folder, "large.pem"), "");
    await truncate(join(folder, "large.pem"), 2 * 1024 * 1024);
    const run = await runCli(["--only", "environment", "-o", "json"], {
      cwd: folder,
      env: {
        AZURE_TENANT_ID: "095065b7-7caf-4300-b44e-96850fe8f9b2",
        AZURE_CLIENT_ID: "20b5c8e4-4773-4b8a-a103-506804a14ca5",
        AZURE_CLIENT_CERTIFICATE_PATH: path,
      },
    });
    const report = reportSchema.parse(JSON.parse(run.stdout));
    const [link] = report.links;
    expect(link).toMatchObject({ id: "environment", outcome: "not-configured", exchanges: [] });
    expect(link?.inputs.find(({ from }) => from === "file")).toMatchObject({ problem });
  });
});
