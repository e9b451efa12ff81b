import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

const isLinux = process.platform === "linux";
const isRoot = process.getuid?.() === 0;

let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** An app that waits, once it has said that it runs; `before` is the command that starts it. */
async function startApp(env: Record<string, string>, before: readonly string[] = []): Promise<number> {
  const [file, ...args] = [...before, process.execPath];
  const child = spawn(file, [...args, "-e", 'setInterval(() => {}, 1e6); console.log("up")'], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await child.stdout.take(1).toArray();
  return child.pid ?? 0;
}

/** A mount namespace of its own is what a container has, too; only root may make one, and not everywhere. */
const canUnshare =
  isLinux && isRoot && spawnSync("unshare", ["--mount", "mount", "--bind", "/", "/mnt"]).status === 0;

describe.runIf(isLinux)("programs that a process's variables lead to", () => {
  /** Tells that it was started, and that nobody is signed in. */
  const AZ = `#!/bin/bash\n: > "$STARTED"\necho "ERROR: Please run 'az login' to setup account." >&2; exit 1\n`;

  async function stage(name: string) {
    const home = join(folder, name);
    await mkdir(join(home, "bin"), { recursive: true });
    await writeFile(join(home, "bin", "az"), AZ, { mode: 0o755 });
    await writeFile(join(home, "loaded.sh"), `: > ${join(home, "loaded")}\n`);
    return home;
  }

  async function azureCliOf(pid: number): Promise<Report> {
    const run = await runCli(["--env-from", `pid:${pid}`, "--only", "azure-cli", "-o", "json"]);
    return reportSchema.parse(JSON.parse(run.stdout));
  }

  const isThere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );

  test("run where the process runs, without what its variables would load into them", async () => {
    const home = await stage("tools");
    const [started, loaded] = [join(home, "started"), join(home, "loaded")];
    const pid = await startApp({
      PATH: join(home, "bin"),
      STARTED: started,
      BASH_ENV: join(home, "loaded.sh"),
    });
    const link = (await azureCliOf(pid)).links.find(({ id }) => id === "azure-cli");
    expect(link).toMatchObject({ outcome: "unavailable", reason: expect.stringMatching(/login/) as string });
    expect([await isThere(started), await isThere(loaded)]).toEqual([true, false]);
  });

  test.runIf(canUnshare)("are not started when they belong to another root file system", async () => {
    const home = await stage("container");
    const started = join(home, "started");
    const pid = await startApp({ PATH: `/mnt:${process.env["PATH"]}`, STARTED: started }, [
      ...["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /mnt && exec "$@"', join(home, "bin")],
    ]);
    const report = await azureCliOf(pid);
    const link = report.links.find(({ id }) => id === "azure-cli");
    expect(link).toMatchObject({
      outcome: "skipped",
      reason: "its tools belong to another root file system: run credprobe inside the container",
      inputs: [{ name: "az", state: "set", value: "/mnt/az" }],
    });
    expect(await isThere(started)).toBe(false);
  });
});

const canUnshareNetwork = isLinux && isRoot && spawnSync("unshare", ["--net", "true"]).status === 0;

describe.runIf(canUnshareNetwork)("a process with a network of its own", () => {
  const HEADER = "lab-fake-header-of-the-container~ZqVxKtBw";
  const PATH = process.env["PATH"] ?? "";
  const OWN_NETWORK = ["unshare", "--net", "env", "PATH=/none"];

  /** Whatever listens on this machine at the address that the container's endpoint has. */
  async function stranger() {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return { asked, endpoint: `http://127.0.0.1:${port}/msi/token` };
  }

  const probeWith = (pid: number, more: readonly string[] = [], before: readonly string[] = []) =>
    runCli(["--env-from", `pid:${pid}`, "-o", "json", "--timeout", "5", ...more], { before, env: { PATH } });

  test("is not asked for its managed identity from here, where another server may have its address", async () => {
    const { asked, endpoint } = await stranger();
    const pid = await startApp({ PATH, IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: HEADER }, OWN_NETWORK);
    const report = reportSchema.parse(JSON.parse((await probeWith(pid)).stdout));
    expect(asked).toEqual([]);
    expect(report.host.process.asApp).toMatchObject({ pid, ownNetwork: true });
    expect(report.host.metadata).toBeUndefined();
    expect(report.links.find(({ id }) => id === "managed-identity-system")).toMatchObject({
      outcome: "skipped",
      exchanges: [],
    });
    expect(report.chains.map(({ state }) => state)).toEqual(report.chains.map(() => "unknown"));
    expect(report.findings.map(({ slug }) => slug)).toContain("other-network");
    expect(report.verdict.exitCode).toBe(4);
  });

  test("is asked from within its network: the finding's own way out", async () => {
    const { asked, endpoint } = await stranger();
    const pid = await startApp({ PATH, IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: HEADER }, OWN_NETWORK);
    const within = ["nsenter", "--target", String(pid), "--net"];
    const report = reportSchema.parse(JSON.parse((await probeWith(pid, [], within)).stdout));
    expect(asked).toEqual([]);
    expect(report.host.metadata).toMatchObject({ source: "AppService" });
    expect(report.findings.map(({ slug }) => slug)).not.toContain("other-network");
  });

  test("is not asked by the real chain from here either, which says so", async () => {
    const { asked, endpoint } = await stranger();
    const pid = await startApp({ PATH, IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: HEADER }, OWN_NETWORK);
    const { confirmation } = reportSchema.parse(JSON.parse((await probeWith(pid, ["--confirm"])).stdout));
    expect(asked).toEqual([]);
    expect(confirmation).toMatchObject({
      outcome: "skipped",
      reason: expect.stringMatching(/network/) as string,
    });
  });

  test("whose proxy is at its loopback: nothing is sent", async () => {
    const env = { PATH, AZURE_CLIENT_ID: "lab-fake-id", HTTPS_PROXY: "u:lab-fake@localhost:3128" };
    const { code, stdout, stderr } = await probeWith(await startApp(env, OWN_NETWORK));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/its proxy \(HTTPS_PROXY\)/);
    expect(stderr).not.toContain("lab-fake");
  });
});
