import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type * as scenarios from "../../src/lab/scenarios/index.ts";
import type * as starting from "../../src/lab/start.ts";
import { built } from "../support/built.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Notes the process of everything that is connected to, and of every name that is looked up. */
const noting = (file: string): string => `
  import { appendFileSync } from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  import dns from "node:dns";
  import net from "node:net";
  for (const [of, name] of [[net.Socket.prototype, "connect"], [dns, "lookup"], [dns.promises, "lookup"]]) {
    const own = of[name];
    of[name] = function (...args) {
      appendFileSync(${JSON.stringify(file)}, process.pid + "\\n");
      return own.apply(this, args);
    };
  }
  syncBuiltinESMExports();`;

// Design, principle 5: what hangs, leaks or is poisoned does so in a child.
test.each(["system-assigned-allowed", "leftover-secret", "service-bus-allowed"])(
  "%s: the program itself connects to nothing and looks no name up; its children do",
  async (name) => {
    const { findScenario } = await built<typeof scenarios>("lab/scenarios/index.js");
    const { startLab } = await built<typeof starting>("lab/start.js");
    const scenario = findScenario(name);
    if (scenario === undefined) throw new Error("no such scenario");
    const folder = await mkdtemp(path.join(tmpdir(), "credprobe-connections-"));
    const lab = await startLab(scenario, { azurite: false });
    try {
      const notes = path.join(folder, "notes");
      const { execArgv, env } = lab.world.isolate;
      const noted = ["--import", `data:text/javascript,${encodeURIComponent(noting(notes))}`];
      const child = spawn(
        process.execPath,
        [...execArgv, ...noted, MAIN, ...scenario.targets, ...scenario.args, "-o", "json"],
        { env: { ...lab.appEnv, ...env }, stdio: "ignore" },
      );
      const code = await new Promise((resolve) => child.once("close", resolve));
      const connected = new Set((await readFile(notes, "utf8")).trim().split("\n").map(Number));
      expect(code).toBe(scenario.expect.exitCode);
      expect(connected.size).toBeGreaterThan(0);
      expect([...connected]).not.toContain(child.pid);
    } finally {
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
