import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linuxProcesses, parseNulSeparated } from "../../src/world/linux-processes.ts";

const LISTENER = `
  const server = require("node:net").createServer().listen(0, "127.0.0.1", () =>
    process.stdout.write(String(server.address().port) + "\\n"));
`;
const ENV = { LAB_FAKE_PLAIN: "a=b", LAB_FAKE_EMPTY: "", LAB_FAKE_LINES: "one\ntwo" };

let folder: string;
let child: ChildProcess;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "credprobe-test-")));
  child = spawn(process.execPath, ["-e", LISTENER, "--", "lab-fake-argument"], { env: ENV, cwd: folder });
});

afterEach(async () => {
  child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function listening(): Promise<number> {
  const [text] = (await child.stdout!.take(1).toArray()) as [Buffer];
  return Number(text.toString());
}

// Only Linux tells of its processes this way.
describe.runIf(process.platform === "linux")("a real process, as /proc tells of it", () => {
  test("has its user, its parent, its command, its port, its environment and its folder", async () => {
    const port = await listening();
    const { pid = 0 } = child;
    const facts = (await linuxProcesses.list()).find((one) => one.pid === pid);
    expect(facts).toMatchObject({
      parent: process.pid,
      uid: process.getuid!(),
      gid: process.getgid!(),
      command: expect.stringContaining("lab-fake-argument") as string,
    });
    // Node adds the group itself to the list.
    expect(new Set([...facts!.groups, facts!.gid])).toEqual(new Set(process.getgroups!()));
    expect(await linuxProcesses.listens(pid)).toEqual([port]);
    expect(await linuxProcesses.environment(pid)).toEqual({ env: ENV });
    expect(await linuxProcesses.cwd(pid)).toBe(folder);
    expect(await linuxProcesses.filesRoot(pid)).toBeUndefined();
  });

  test("that is not there gives a code, no ports and no folder", async () => {
    const pid = 2 ** 31 - 1;
    expect(await linuxProcesses.environment(pid)).toEqual({ code: "ENOENT" });
    expect(await linuxProcesses.listens(pid)).toEqual([]);
    expect(await linuxProcesses.cwd(pid)).toBeUndefined();
    expect(await linuxProcesses.filesRoot(pid)).toBeUndefined();
  });

  test("is in a list that holds this process, too", async () => {
    expect(linuxProcesses.own).toBe(process.pid);
    expect((await linuxProcesses.list()).map(({ pid }) => pid)).toContain(process.pid);
  });
});

test("pieces between NULs: the first of two counts, what has no name is left out", () => {
  expect(parseNulSeparated("A=1\0=x\0junk\0A=2\0B=\0\0")).toEqual({ A: "1", B: "" });
});
