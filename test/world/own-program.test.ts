import { expect, test } from "vitest";
import { ownProgram } from "../../src/world/own-program.ts";

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
