import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  watch,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FORMAT_NAMES, FORMATS } from "../../src/report/formats.ts";
import { runCli, type CliOptions } from "../support/run-cli.ts";
import { validReport } from "../support/validate-report.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const RUN = ["lab", "leftover-secret", "-o", "json", "--quiet"];

async function probed(args: readonly string[], options: CliOptions = {}) {
  return await runCli([...RUN, ...args], { cwd: folder, ...options });
}

test("every format at once: each file holds what standard output would, and nobody else may read it", async () => {
  const names = FORMAT_NAMES.map((name) => `r${FORMATS[name].extension}`);
  const { code, stdout, stderr } = await probed(names.flatMap((name) => ["--report", name]));
  expect([code, stderr]).toEqual([3, ""]);
  expect(await readFile(join(folder, "r.json"), "utf8")).toBe(stdout);
  for (const [index, format] of FORMAT_NAMES.entries()) {
    const file = join(folder, names[index]!);
    const shown = await runCli(["explain", join(folder, "r.json"), "-o", format]);
    expect(await readFile(file, "utf8"), `as ${format}`).toBe(shown.stdout);
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
  expect((await readdir(folder)).sort(), "no temporary file is left").toEqual(names.sort());
});

test("explain writes files, too, also over the report that it reads", async () => {
  await probed(["--report", "r.json"]);
  const before = await readFile(join(folder, "r.json"), "utf8");
  const kept = await runCli(["explain", "r.json", "--report", "r.txt", "--report=r.json"], { cwd: folder });
  expect(kept).toMatchObject({ code: 2, stdout: "" });
  const args = ["explain", "r.json", "--sdk", "python", "--report", "r.txt", "--report=r.json", "--force"];
  expect((await runCli(args, { cwd: folder })).code).toBe(3);
  const after = await readFile(join(folder, "r.json"), "utf8");
  expect(after).not.toBe(before);
  expect(validReport(after).invocation.options.sdk).toBe("python");
  expect(await readFile(join(folder, "r.txt"), "utf8")).toMatch(/^LAB: .*\n\nVERDICT {2}/);
});

describe("told before anything is sent: one line, exit 2, nothing written", () => {
  const MISTAKES: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["--report", "r.pdf"], /r\.pdf: the name must end in \.txt, \.json/],
    [["--report", "r"], /the name must end in/],
    // A path of Windows as it was typed.
    [["--report", String.raw`C:\home\r.pdf`], /--report C:\\home\\r\.pdf: the name must end in/],
    [["--report", "there.json/"], /the name must end in/],
    [["--report=-"], /standard output has the report anyway/],
    [["--report", "there.json"], /there\.json: a file of that name is there already; --force replaces it$/],
    [["--report", "folder.json", "--force"], /no regular file/],
    [["--report", "link.json", "--force"], /no regular file/],
    [["--report", "absent/r.json"], /its folder does not exist/],
    [["--report", "there.json/r.json"], /its folder is a file/],
    [["--report", "r.json", "--report", "./r.json"], /given twice/],
    [["--report", `${"n".repeat(300)}.json`], /the name is too long/],
    [["--report", "site/WWWroot/r.json"], /is below wwwroot, .* (?:\/home\/LogFiles|%HOME%\\LogFiles)$/],
    [["--report", "site/wwwroot/css/../r.json"], /is below wwwroot/],
    [["--report", "harmless/r.json"], /is below wwwroot/],
    [["--report", "https://a12.blob.core.windows.net/?sig=lab-fake-signature"], /--report \(not shown\)/],
    [["--force"], /--force goes with --report/],
  ];

  beforeEach(async () => {
    await mkdir(join(folder, "site", "wwwroot", "css"), { recursive: true });
    await mkdir(join(folder, "site", "WWWroot"), { recursive: true });
    await mkdir(join(folder, "folder.json"));
    await writeFile(join(folder, "there.json"), "kept");
    await symlink(join(folder, "there.json"), join(folder, "link.json"));
    await symlink(join(folder, "site", "wwwroot"), join(folder, "harmless"));
  });

  test.each(MISTAKES)("%j", async (args, says) => {
    const before = (await readdir(folder, { recursive: true })).sort();
    const { code, stdout, stderr } = await probed(args);
    expect(stderr.trimEnd()).toMatch(says);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain("lab-fake-signature");
    expect([code, stdout]).toEqual([2, ""]);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(before);
    expect(await readFile(join(folder, "there.json"), "utf8")).toBe("kept");
  });

  test("explain --message makes no report", async () => {
    const run = await runCli(["explain", "--message", "AADSTS7000215", "--report", "r.json"], {
      cwd: folder,
    });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/--message alone makes none/);
  });
});

test("--force replaces a regular file, and narrows who may read it", async () => {
  const file = join(folder, "r.json");
  await writeFile(file, "old", { mode: 0o666 });
  const { code, stdout } = await probed(["--report", "r.json", "--force"]);
  expect([code, await readFile(file, "utf8")]).toEqual([3, stdout]);
  if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
});

/** Resolves when the file of this name is in its place, and `isMeant` holds for its text. */
async function written(name: string, isMeant: (text: string) => boolean): Promise<void> {
  for await (const { filename } of watch(folder)) {
    if (filename === name && isMeant(await readFile(join(folder, name), "utf8").catch(() => ""))) return;
  }
}

describe("a run that comes to no end of its own", () => {
  test("killed in the middle: the file holds a valid report of what was found until then", async () => {
    const after = written("r.json", (text) => text.includes('"outcome": "succeeded"'));
    const run = await probed(["--report", "r.json"], { signalAfter: { signal: "SIGKILL", after } });
    expect(run).toMatchObject({ signal: "SIGKILL", stdout: "" });
    const report = validReport(await readFile(join(folder, "r.json"), "utf8"));
    expect(report.complete).toBe(false);
    expect(report.interruptedBy).toBeUndefined();
    const [first, ...rest] = report.links;
    expect([first?.id, first?.outcome]).toEqual(["environment", "succeeded"]);
    expect(rest.at(-1)).toMatchObject({
      outcome: "skipped",
      reason: expect.stringMatching(/ended/) as string,
    });
  });

  test("a name that somebody else took meanwhile stays theirs; the report is on the screen", async () => {
    const file = join(folder, "r.json");
    const take = async () => {
      await written("r.json", (text) => text !== "");
      // In one step: between two the program could write its own anew.
      await writeFile(`${file}.theirs`, "theirs");
      await rename(`${file}.theirs`, file);
    };
    const taken = take();
    const { code, stdout, stderr } = await probed(["--report", "r.json"]);
    await taken;
    expect(code).toBe(3);
    expect(validReport(stdout).complete).toBe(true);
    expect(stderr).toBe(
      "credprobe: --report r.json could not be written: a file of that name is there already; --force replaces it\n",
    );
    expect(await readFile(file, "utf8")).toBe("theirs");
    expect(await readdir(folder)).toEqual(["r.json"]);
  });

  test("a folder that went away: one line, and the report is on the screen", async () => {
    await mkdir(join(folder, "below"));
    const goAway = async () => {
      for await (const { filename } of watch(join(folder, "below"))) if (filename === "r.json") break;
      await rm(join(folder, "below"), { recursive: true });
    };
    const gone = goAway();
    const { code, stdout, stderr } = await probed(["--report", "below/r.json"]);
    await gone;
    expect([code, validReport(stdout).complete]).toEqual([3, true]);
    expect(stderr).toMatch(/^credprobe: --report below\/r\.json could not be written: [^;]*\(ENOENT\)\n$/);
  });
});

test.runIf(process.getuid?.() === 0)("a user who may not write there is told so", async () => {
  await mkdir(join(folder, "roots"), { mode: 0o755 });
  const run = await probed(["--report", join(folder, "roots", "r.json")], { uid: 65_534, cwd: "/" });
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toMatch(/this user may not write into its folder \(EACCES\)/);
});
