import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { chmod, copyFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { SourceMap, type SourceMapPayload } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as scenarios from "../../src/lab/scenarios/index.ts";
import type * as starting from "../../src/lab/start.ts";
import { reportSchema } from "../../src/model/report.ts";
import { built } from "../support/built.ts";
import { runCli } from "../support/run-cli.ts";

const MAKE = fileURLToPath(new URL("../../.ci/single-file/make.mjs", import.meta.url));

let made: string;
/** Has the single file and nothing else. */
let alone: string;
let file: string;

beforeAll(async () => {
  [made, alone] = await Promise.all([temporary(), temporary()]);
  const { status, stderr } = spawnSync(process.execPath, [MAKE, made], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  file = path.join(alone, "credprobe.cjs");
  await copyFile(path.join(made, "credprobe.cjs"), file);
});

afterAll(async () => {
  await Promise.all([made, alone].map((folder) => rm(folder, { recursive: true, force: true })));
});

test("is small, and ASCII alone", async () => {
  const bytes = await readFile(file);
  expect(bytes.length).toBeLessThan(1_000_000);
  expect(bytes.findIndex((byte) => byte > 126 || (byte < 32 && byte !== 10))).toBe(-1);
});

test("sourcemaps of its parts and the licences of what is in it stand beside it", async () => {
  expect((await readdir(made)).sort()).toEqual(["credprobe.cjs", "credprobe.licenses.txt", "maps"]);
  const map = JSON.parse(await readFile(path.join(made, "maps", "main.js.map"), "utf8")) as SourceMapPayload;
  expect(map.sources.map((source) => path.basename(source))).toContain("main.ts");
  expect(new SourceMap(map).findEntry(2, 300)).toMatchObject({
    originalSource: expect.stringContaining("src/cli/"),
  });
  const licences = await readFile(path.join(made, "credprobe.licenses.txt"), "utf8");
  for (const name of ["@azure/identity", "@azure/msal-node", "yargs", "zod", "rhea"]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  }
  expect(licences).not.toContain("no licence text of its own");
});

describe.each(["a file", "standard input"])("from %s", (from) => {
  test.each([["--version"], ["--help"], ["findings"], ["findings", "role-missing"], ["services", "blob"]])(
    "%s %s: as the package has it",
    async (...args) => {
      const words = args.filter((word) => typeof word === "string");
      const [alike, run] = [await runCli(words), await runSingleFile(from, words)];
      expect(run).toEqual({ code: 0, stdout: alike.stdout, stderr: "" });
    },
  );

  test.runIf(process.platform === "linux").each(["--version", "--help"])(
    "%s that cannot be written",
    (word) => {
      const full = openSync("/dev/full", "w");
      try {
        const isPiped = from === "standard input";
        const { status, stderr } = spawnSync(process.execPath, [isPiped ? "-" : file, word], {
          stdio: ["pipe", full, "pipe"],
          input: isPiped ? readFileSync(file) : "",
          encoding: "utf8",
        });
        expect(stderr).toBe("credprobe: the output could not be written (ENOSPC)\n");
        expect(status).toBe(70);
      } finally {
        closeSync(full);
      }
    },
  );

  test("what is wrong is one line", async () => {
    expect(await runSingleFile(from, ["--no-such-option"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^credprobe: .*\n$/),
    });
    expect(await runSingleFile(from, ["lab"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/lab/),
    });
  });

  // One whose probe is HTTP, and one of AMQP.
  test.each(["leftover-secret", "service-bus-allowed"])("%s: as in the lab", async (name) => {
    const { findScenario } = await built<typeof scenarios>("lab/scenarios/index.js");
    const { startLab } = await built<typeof starting>("lab/start.js");
    const scenario = findScenario(name);
    if (scenario === undefined) throw new Error(name);
    const lab = await startLab(scenario, { azurite: false });
    try {
      const { env, isolate } = lab.world;
      const args = [...scenario.args, ...scenario.targets, "-o", "json", "--quiet"];
      const run = await runSingleFile(from, args, {
        env: { ...env, ...isolate.env },
        options: isolate.execArgv,
      });
      const report = reportSchema.parse(JSON.parse(run.stdout));
      expect(run.stderr).toBe("");
      expect(run.code).toBe(scenario.expect.exitCode);
      expect(report.winner.link).toBe(scenario.expect.winner.link);
      // The processes that it looks at are this machine's: those of other tests, too.
      const findings = report.findings
        .filter(({ evidence }) => !evidence.some((pointer) => pointer.startsWith("/host/elsewhere")))
        .map(({ slug }) => slug);
      expect(findings).toEqual(scenario.expect.findings);
      expect(report.links.some(({ outcome }) => outcome === "crashed")).toBe(false);
    } finally {
      await lab.close();
    }
  });
});

// Threads count as processes, and those of the children as those of their user.
test.runIf(process.platform === "linux" && process.getuid?.() === 0)(
  "where few processes are allowed, the children do not take what the program itself needs",
  async () => {
    await chmod(alone, 0o755);
    const uid = String(1_000_000 + Math.floor(Math.random() * 1_000_000));
    const as = ["--reuid", uid, "--regid", uid, "--clear-groups", "prlimit", "--nproc=20"];
    const words = [process.execPath, file, "--only", "environment", "--quiet"];
    const { status, stdout } = spawnSync("setpriv", [...as, ...words], { env: {}, encoding: "utf8" });
    expect(stdout).toMatch(/^VERDICT /);
    expect(status).toBe(4);
  },
);

test.each([["explain", "-"], ["diff", "-", "b.json"], ["--message", "-"], ["token"]])(
  "%s %s: nothing is read from where the program itself came from",
  async (...words) => {
    const args = words.filter((word) => typeof word === "string");
    const { code, stderr } = await runSingleFile("standard input", args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^credprobe: .*the program itself came from standard input; .*\n$/);
  },
);

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node. */
  readonly options?: readonly string[];
}

async function runSingleFile(
  from: string,
  args: readonly string[],
  { env, options = [] }: Surroundings = {},
) {
  const isPiped = from === "standard input";
  const child = spawn(process.execPath, [...options, isPiped ? "-" : file, ...args], {
    cwd: alone,
    env: { ...(env ?? { PATH: path.dirname(process.execPath) }), LANG: "C.UTF-8", TZ: "UTC" },
    stdio: "pipe",
  });
  child.stdin.end(isPiped ? await readFile(file) : "");
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, ...output };
}

async function temporary(): Promise<string> {
  return await mkdtemp(path.join(tmpdir(), "credprobe-test-"));
}
