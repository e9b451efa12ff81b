import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { absoluteProgram, ownExecutable, ownProgram } from "../../src/world/own-program.ts";

test.each([
  ["below the folder", "/home/lab/clone/dist/cli/main.js", "/home/lab/clone", "node dist/cli/main.js"],
  ["in the folder", "/home/lab/credprobe.cjs", "/home/lab", "node credprobe.cjs"],
  ["in the person's folder", "/home/lab/credprobe.cjs", "/srv", "node ~/credprobe.cjs"],
  ["elsewhere", "/tmp/credprobe.cjs", "/home/lab", "node /tmp/credprobe.cjs"],
  ["a neighbour of that folder", "/home/labour/credprobe.cjs", "/srv", "node /home/labour/credprobe.cjs"],
  ["a command on the PATH", "/usr/local/bin/credprobe", "/home/lab", undefined],
  ["a package", "/usr/lib/node_modules/credprobe/dist/cli/main.js", "/home/lab", undefined],
  ["standard input", "-", "/home/lab", undefined],
  ["no file", undefined, "/home/lab", undefined],
  ["what a shell takes apart", "/home/lab/my tools/credprobe.cjs", "/home/lab", undefined],
  ["what a shell would run", "/home/lab/$(id)/credprobe.cjs", "/home/lab", undefined],
])("%s: %s", (_what, script, cwd, program) => {
  expect(ownProgram(script, cwd, "/home/lab")).toBe(program);
});

const FILE = "/home/lab/tools/credprobe-linux-x64";

test.each([
  ["in the folder", "./credprobe-linux-x64", FILE, "/home/lab/tools", "./credprobe-linux-x64"],
  ["below the folder", "tools/credprobe-linux-x64", FILE, "/home/lab", "./tools/credprobe-linux-x64"],
  ["in the person's folder", FILE, FILE, "/srv", "~/tools/credprobe-linux-x64"],
  ["elsewhere", "/opt/credprobe", "/opt/credprobe", "/home/lab", "/opt/credprobe"],
  ["at the root of a container", "/opt/credprobe", "/opt/credprobe", "/", "/opt/credprobe"],
  ["on the PATH", "credprobe-linux-x64", FILE, "/srv", "credprobe-linux-x64"],
  ["on the PATH by its own name", "credprobe", "/usr/local/bin/credprobe", "/srv", undefined],
  ["not on the PATH by its own name", "./credprobe", "/srv/credprobe", "/srv", "./credprobe"],
  ["what a shell takes apart", "./credprobe", "/srv/my tools/credprobe", "/home/lab", undefined],
  ["a name that a shell would run", "$(id)", FILE, "/srv", undefined],
])("the executable, %s: %s", (_what, called, file, cwd, program) => {
  expect(ownExecutable(called, file, cwd, "/home/lab")).toBe(program);
});

test("the program itself, where Node knows only how it was called", async () => {
  const [empty, folder] = await Promise.all([temporary(), temporary()]);
  try {
    const file = path.join(folder, "credprobe");
    await writeFile(file, "");
    await chmod(file, 0o755);
    const search = [empty, folder].join(path.delimiter);
    expect(absoluteProgram("credprobe", search)).toBe(file);
    expect(absoluteProgram(file, "")).toBe(file);
    expect(absoluteProgram("./credprobe", search)).toBe(path.resolve("credprobe"));
    expect(absoluteProgram("credprobe", empty)).toBe("credprobe");
  } finally {
    await Promise.all([empty, folder].map((one) => rm(one, { recursive: true })));
  }
});

async function temporary(): Promise<string> {
  return await mkdtemp(path.join(tmpdir(), "credprobe-test-"));
}
