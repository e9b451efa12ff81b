import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { access, chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { reportSchema, type Report } from "../../src/model/report.ts";
import { runCli, type CliOptions } from "../support/run-cli.ts";

/** Ids that no machine gives to anybody. */
const STRANGER = 54_321;
const NOBODY_HAS_IT = "999999999";
const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const isLinux = process.platform === "linux";
const isRoot = process.getuid?.() === 0;
/** Whether the program can be started as another user: it may lie where that one cannot read. */
const strangerCanRun =
  isLinux &&
  isRoot &&
  spawnSync(process.execPath, ["-e", `require("node:fs").accessSync(${JSON.stringify(MAIN)})`], {
    uid: STRANGER,
    gid: STRANGER,
  }).status === 0;

let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  await chmod(folder, 0o755);
  await writeFile(join(folder, "broken.env"), "AZURE_CLIENT_ID=a\n\nlab-fake-secret\n");
  await writeFile(join(folder, "open.env"), "A=1\nAZURE_CLIENT_SECRET='lab-fake-secret\n");
  await writeFile(join(folder, "empty.env"), "# nothing\n");
  await writeFile(join(folder, "broken.json"), '[{"name":"A","value":"lab-fake-secret"},');
  await writeFile(join(folder, "large.env"), "A=1\n".repeat(300_000));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** An app that waits, once it has said that it runs. */
async function startApp(env: Record<string, string>, options: { cwd?: string; uid?: number } = {}) {
  const { cwd = folder, uid } = options;
  const child = spawn(
    process.execPath,
    ["-e", 'setInterval(() => {}, 1e6); console.log("up")', "--", "--key=lab-fake-key"],
    {
      ...{ env, cwd },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  children.push(child);
  await child.stdout.take(1).toArray();
  return child.pid ?? 0;
}

/** The one line of a run that was refused before it began. */
async function refusalOf(run: ReturnType<typeof runCli>): Promise<string> {
  const { code, stdout, stderr } = await run;
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).not.toContain("lab-fake");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  return stderr;
}

describe("what cannot be had is one line, exit 2, and nothing is sent", () => {
  test.each([
    [["--env-from", "broken.env"], /broken\.env: line 3 /],
    [["--env-from", "open.env"], /open\.env: line 2 /],
    [["--env-from", "empty.env"], /empty\.env holds no variable/],
    [["--env-from", "broken.json"], /broken\.json: is not valid JSON/],
    [["--env-from", "large.env"], /large\.env is larger/],
    [["--env-from", "absent.env"], /absent\.env cannot be read/],
    [["--env-from", "."], /cannot be read/],
    [["--env-from", "AZURE_CLIENT_SECRET=lab-fake-secret"], /the file cannot be read/],
    [["--env-from", ""], /--env-from/],
    [["--env-from", "pid:"], /number of a process/],
    [["--env-from", "pid:0"], /number of a process/],
    [["--env-from", "pid:lab-fake"], /number of a process/],
    [["--env-from", "app", "--env-from", "pid:1"], /--env-from is given twice/],
    [["lab", "no-identity", "--env-from", "app"], /no process has identity variables/],
    [["lab", "process-hint", "--env-from", "app"], /812 \(gunicorn\), 930 \(celery\); .*--env-from pid:N/],
    [["lab", "process-hint", "--env-from", "pid:4"], /no process 4/],
    [["lab", "no-identity", "--env-from", "absent.env"], /cannot be read on the simulated host/],
  ])("%j", async (args, names) => {
    expect(await refusalOf(runCli(args, { cwd: folder }))).toMatch(names);
  });

  test.runIf(isLinux)("a process that is not there", async () => {
    expect(await refusalOf(runCli(["--env-from", `pid:${NOBODY_HAS_IT}`]))).toContain("no process 999999999");
  });

  test.runIf(strangerCanRun)("a process of root, for another user", async () => {
    const pid = await startApp({ AZURE_CLIENT_SECRET: "lab-fake-secret" });
    const refusal = await refusalOf(runCli(["--env-from", `pid:${pid}`], { uid: STRANGER }));
    expect(refusal).toContain(`process ${pid} (node) needs root to be read (EACCES)`);
  });

  test.runIf(!isLinux)("another process, where the system does not tell", async () => {
    expect(await refusalOf(runCli(["--env-from", `pid:${process.pid}`]))).toContain("Linux only");
  });
});

describe("a process of this machine", () => {
  const PRINCIPAL = {
    AZURE_TENANT_ID: "095065b7-7caf-4300-b44e-96850fe8f9b2",
    AZURE_CLIENT_ID: "20b5c8e4-4773-4b8a-a103-506804a14ca5",
    AZURE_CLIENT_CERTIFICATE_PATH: "cert.pem",
    AZURE_CLIENT_CERTIFICATE_PASSWORD: "lab-fake-certificate-password",
  };

  /** The environment's link alone, whose certificate is no certificate: nothing is ever sent. */
  async function probeAs(pid: number, options: CliOptions = {}): Promise<Report> {
    const run = await runCli(["--env-from", `pid:${pid}`, "--only", "environment", "-o", "json"], {
      ...options,
      env: { AZURE_CLIENT_ID: "lab-fake-shell", AZURE_PASSWORD: "lab-fake-password-of-the-shell" },
    });
    expect(run.stdout + run.stderr).not.toMatch(/lab-fake-(key|certificate|password|shell)/);
    const report = reportSchema.parse(JSON.parse(run.stdout));
    expect(report.links.flatMap(({ exchanges }) => exchanges)).toEqual([]);
    return report;
  }

  const inside = async (name: string, mode: number, uid?: number) => {
    const home = join(folder, name);
    await mkdir(home);
    await writeFile(join(home, "cert.pem"), "no certificate");
    await chmod(join(home, "cert.pem"), mode);
    if (uid !== undefined) await chown(join(home, "cert.pem"), uid, uid);
    return home;
  };

  /** All that is said of the environment's link: the words of its error, whichever way they came about. */
  const saidOf = (report: Report) => JSON.stringify(report.links.find(({ id }) => id === "environment"));

  test.runIf(isLinux)("its variables, and files below its working directory", async () => {
    const pid = await startApp(PRINCIPAL, { cwd: await inside("own", 0o600) });
    const report = await probeAs(pid);
    expect(report.invocation.options.envFrom).toBe(`pid:${pid}`);
    expect(report.host.process.asApp).toMatchObject({ pid, command: "node", switchedUser: false });
    const variable = report.environment.find(({ name }) => name === "AZURE_CLIENT_CERTIFICATE_PATH");
    expect(variable).toMatchObject({ value: "cert.pem", from: "pid" });
    expect(report.environment.map(({ name }) => name)).not.toContain("AZURE_PASSWORD");
    expect(saidOf(report)).toMatch(/PEM/);
  });

  test.runIf(isLinux && isRoot)(
    "its user, when root asks: root does not pass where the app would not",
    async () => {
      const readable = await startApp(PRINCIPAL, {
        cwd: await inside("theirs", 0o600, STRANGER),
        uid: STRANGER,
      });
      const closed = await startApp(PRINCIPAL, { cwd: await inside("roots", 0o600), uid: STRANGER });
      const [passes, fails] = [await probeAs(readable), await probeAs(closed)];
      expect(passes.host.process.asApp).toMatchObject({ uid: STRANGER, gid: STRANGER, switchedUser: true });
      expect(passes.findings.map(({ slug }) => slug)).not.toContain("other-user");
      expect(saidOf(passes)).toMatch(/PEM/);
      expect(saidOf(fails)).not.toMatch(/PEM/);
    },
  );

  test.runIf(isLinux && isRoot)("its user, though that one cannot read this program", async ({ skip }) => {
    const closed = await mkdtemp(join(tmpdir(), "credprobe-closed-"));
    onTestFinished(() => rm(closed, { recursive: true, force: true }));
    const parts = ["dist", "node_modules", "package.json"].map((part) => join(MAIN, "../../..", part));
    const { status } = spawnSync("cp", ["-rl", ...parts, closed]);
    skip(status !== 0, "no hard links from the clone to the folder of temporary files");
    const pid = await startApp(PRINCIPAL, { cwd: await inside("closed", 0o600, STRANGER), uid: STRANGER });
    const report = await probeAs(pid, { main: join(closed, "dist", "cli", "main.js") });
    expect(report.host.process.asApp).toMatchObject({ switchedUser: true });
    expect(saidOf(report)).toMatch(/PEM/);
  });
});

describe("in the lab", () => {
  test("app: the report says whom it took and how, without arguments", async () => {
    const run = await runCli(["lab", "app-service-ssh-env-from-app", "-o", "json", "--quiet"]);
    const { host, environment } = reportSchema.parse(JSON.parse(run.stdout));
    expect(host.process.asApp).toEqual({
      ...{ pid: 23, command: "node", uid: 0, gid: 0, switchedUser: false },
      how: "it listens on port 8000 (PORT) and has identity variables",
    });
    expect(new Set(environment.map(({ from }) => from))).toEqual(new Set(["pid"]));
    expect(run.stdout).not.toContain("session-key");
  });

  test("the hint leads to the answer", async () => {
    const hint = await runCli(["lab", "process-hint", "-o", "json", "--quiet"]);
    const { host, findings } = reportSchema.parse(JSON.parse(hint.stdout));
    expect(host.elsewhere).toEqual([
      { pid: 812, command: "gunicorn", uid: 33, variables: ["AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"] },
      { pid: 930, command: "celery", uid: 33, variables: ["AZURE_CLIENT_ID"] },
    ]);
    const commands = findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.commands));
    const again = "credprobe --env-from pid:812 https://contosodata.blob.core.windows.net/invoices";
    expect(commands).toContain(again);
    expect(hint.stdout).not.toContain("redis");

    const followed = await runCli(["lab", "process-hint", "--env-from", "pid:812", "-o", "json", "--quiet"]);
    const report = reportSchema.parse(JSON.parse(followed.stdout));
    expect(report.winner).toMatchObject({ state: "won", link: "environment" });
    expect(report.host.process.asApp).toMatchObject({ pid: 812, uid: 33, switchedUser: true });
    expect(report.host.elsewhere).toBeUndefined();
    expect(followed.code).toBe(0);
  });

  test.runIf(isRoot)("a file that says where programs are: root starts none of them", async () => {
    const bin = join(folder, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "az"), `#!/bin/sh\necho started > ${join(folder, "started")}\n`, {
      mode: 0o755,
    });
    await writeFile(join(folder, "tools.env"), `PATH=${bin}:/usr/bin:/bin\nHOME=${folder}\n`);
    const args = ["--env-from", "tools.env", "--only", "azure-cli", "--confirm", "-o", "json"];
    const run = await runCli(args, { cwd: folder });
    const { links, confirmation } = reportSchema.parse(JSON.parse(run.stdout));
    const reason = expect.stringContaining("root runs none of them") as string;
    expect(links.find(({ id }) => id === "azure-cli")).toMatchObject({ outcome: "skipped", reason });
    expect(confirmation).toMatchObject({ outcome: "skipped", reason });
    await expect(access(join(folder, "started"))).rejects.toThrow("ENOENT");
  });

  test("a file of the host: its name, without its folder", async () => {
    const run = await runCli(["lab", "env-from-file", "-o", "json", "--quiet"]);
    const { invocation, environment } = reportSchema.parse(JSON.parse(run.stdout));
    expect(invocation.options.envFrom).toBe("web.env");
    expect(new Set(environment.map(({ from }) => from))).toEqual(new Set(["file"]));
  });
});
