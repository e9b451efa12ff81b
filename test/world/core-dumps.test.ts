import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadedGuard } from "../support/guard.ts";
import { runCli } from "../support/run-cli.ts";
import { watchProcesses } from "../support/watch-processes.ts";

const PATTERN = "/proc/sys/kernel/core_pattern";
/** Elsewhere cores go to a program or a folder of the system's, into which a test does not look. */
const WRITES_HERE = existsSync(PATTERN) && /^core(\.%p)?\s*$/.test(readFileSync(PATTERN, "utf8"));

/** What lies in the core of a program that crashes with a secret in its memory; only the halves of it are in its code. */
async function coreOf(code: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  try {
    const program = `${code}
      globalThis.secret = ["lab-fake", "-secret-in-memory"].join("");
      globalThis.bytes = Buffer.from(globalThis.secret.repeat(1000));
      console.log("ready");
      setInterval(() => {}, 1000);`;
    const child = spawn(
      "/bin/sh",
      [
        ...["-c", 'ulimit -c unlimited; exec "$0" "$@"', process.execPath, "--import", loadedGuard()],
        ...["--input-type=module", "--eval", program],
      ],
      { cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(child.stdout, "data");
    child.kill("SIGABRT");
    await once(child, "close");
    const [core] = (await readdir(folder)).filter((name) => name.startsWith("core"));
    return core === undefined ? Buffer.alloc(0) : await readFile(join(folder, core));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SECRET = "lab-fake-secret-in-memory";
const KEEP_OUT = `import { keepOutOfCoreDumps } from ${JSON.stringify(
  new URL("../../dist/world/core-dumps.js", import.meta.url).href,
)}; keepOutOfCoreDumps();`;

test.runIf(WRITES_HERE)("a crash leaves nothing of the memory behind, where it would have", async () => {
  const [open, kept] = await Promise.all([coreOf(""), coreOf(KEEP_OUT)]);
  // Where a container forbids cores there is none of either.
  if (open.length > 0) expect(open.includes(SECRET), "what this test is about").toBe(true);
  expect(kept.includes(SECRET)).toBe(false);
});

test.runIf(process.platform === "linux")("the children of a run, which hold its tokens, say so", async () => {
  let watching: ReturnType<typeof watchProcesses> | undefined;
  // Somebody waits in each: a name is looked up that nobody answers for.
  const run = await runCli(["lab", "name-server-silent", "--timeout", "4", "-o", "json"], {
    onStart: (pid) => (watching = watchProcesses(pid)),
  });
  watching?.stop();
  expect(JSON.parse(run.stdout)).toMatchObject({ complete: true });
  const said = [...(watching?.seen().coreFilters.values() ?? [])];
  expect(said.filter((filter) => /^0+$/.test(filter))).not.toEqual([]);
});
