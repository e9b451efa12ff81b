import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { guardModule, loadedGuard } from "../support/guard.ts";

const attempts = fileURLToPath(new URL("attempts.mjs", import.meta.url));
const guard = fileURLToPath(new URL("guard.mjs", import.meta.url));

/** A process that has no network at all, not even a loopback: nothing can leave it, whatever is broken. */
const NO_NETWORK = ["unshare", "--map-root-user", "--net", "--"];
const hasNoNetwork = spawnSync("unshare", [...NO_NETWORK.slice(1), "true"]).status === 0;

/** What is called: the real ones only where they are out of reach, else an address and a name that nobody has. */
const CALLED = hasNoNetwork
  ? ["169.254.169.254", "login.microsoftonline.com"]
  : ["192.0.2.1", "credprobe.invalid"];

async function outcomes(...command: readonly string[]): Promise<Record<string, string>> {
  const [file = "", ...args] = command;
  // The guard of this process would add itself to a Node that it sees: these are to show what is passed on.
  const { stdout } = await promisify(execFile)("env", [file, ...args]);
  const result: unknown = JSON.parse(stdout);
  return Object.fromEntries(Object.entries(result ?? {}));
}

const isolated = (...command: readonly string[]) =>
  outcomes(...(hasNoNetwork ? NO_NETWORK : []), ...command, ...CALLED);

describe.skipIf(process.platform === "win32")("the guard", () => {
  test.each([
    ["refused", 31],
    ["inherited", 7],
  ])("refuses every way out: %s", async (which, count) => {
    const result = await isolated(process.execPath, "--import", guard, attempts, which);
    expect(Object.keys(result)).toHaveLength(count);
    expect(Object.entries(result).filter(([, code]) => code !== "EGUARD")).toEqual([]);
  });

  test.runIf(hasNoNetwork)("is what refuses: without it the same attempts fail otherwise", async () => {
    for (const which of ["refused", "inherited"]) {
      expect(Object.values(await isolated(process.execPath, attempts, which))).not.toContain("EGUARD");
    }
  });

  test("lets loopback, sockets in files and a test's own name server through", async () => {
    const result = await outcomes(process.execPath, "--import", guard, attempts, "allowed", ...CALLED);
    expect(Object.keys(result)).toHaveLength(8);
    expect(Object.entries(result).filter(([, answer]) => answer !== "ok")).toEqual([]);
  });

  test("names the host and the port that it refused", async () => {
    const script = `fetch("http://192.0.2.1:81/").catch((error) => console.log(JSON.stringify([error.cause.message])))`;
    const result = await outcomes(process.execPath, "--import", guard, "--eval", script);
    expect(result["0"]).toBe("guard: refused a connection to 192.0.2.1:81: tests may use loopback only");
  });

  test("is loaded in this process, as itself", () => {
    expect(loadedGuard()).toContain(guardModule());
    expect(process.execArgv.join(" ")).toContain(loadedGuard());
  });
});
