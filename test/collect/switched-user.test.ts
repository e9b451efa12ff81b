import { spawn, spawnSync } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEnvironment } from "../../src/collect/isolate/child-environment.ts";
import type { Fact, Told } from "../../src/collect/isolate/protocol.ts";
import type * as isolate from "../../src/collect/isolate/run-isolate.ts";
import { realWorld } from "../../src/world/real-world.ts";
import type { User, World } from "../../src/world/world.ts";
import { built } from "../support/built.ts";
import { loadedGuard } from "../support/guard.ts";

/** Ids that no machine gives to anybody. */
const APP: User = { uid: 54_321, gid: 54_322, groups: [54_322, 54_323] };

/** Only root may become another user; in a narrow container not even root. */
const mayBecome = process.getuid?.() === 0 && spawnSync("true", { uid: APP.uid, gid: APP.gid }).status === 0;

const REAL_MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** This machine as an app sees it that has a certificate at `path`; nothing but the file is looked at. */
function appWorld(path: string, as?: User): World {
  const world = realWorld();
  const env = {
    PATH: "/usr/bin",
    AZURE_TENANT_ID: "lab-fake-tenant",
    AZURE_CLIENT_ID: "lab-fake-client",
    AZURE_CLIENT_CERTIFICATE_PATH: path,
  };
  return { ...world, env, guise: { from: "pid", own: world.env, ...(as === undefined ? {} : { as }) } };
}

/** What the SDK says of a certificate file that is no certificate. */
async function errorOf(world: World): Promise<string> {
  const { runIsolate } = await built<typeof isolate>("collect/isolate/run-isolate.js");
  const facts: Fact[] = [];
  const end = await runIsolate({
    job: {
      kind: "link",
      link: "environment",
      options: {},
      tools: {},
      scopes: ["https://storage.azure.com/.default"],
      targets: [],
      levels: [],
      timeoutMs: 20_000,
      verbose: false,
    },
    world,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    onFact: (fact) => facts.push(fact),
  });
  expect(end).toEqual({ how: "done" });
  expect(facts.filter(({ type }) => type === "exchange")).toEqual([]);
  return facts.map((fact) => (fact.type === "token" ? (fact.token.error?.text ?? "") : "")).join("");
}

async function certificate(name: string, mode: number, owner: { uid: number; gid: number }): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "no certificate");
  await chown(path, owner.uid, owner.gid);
  await chmod(path, mode);
  return path;
}

describe.runIf(mayBecome)("a child that becomes the app's user", () => {
  test.each([
    ["its own file", 0o400, { uid: APP.uid, gid: 0 }],
    ["a file of its group", 0o040, { uid: 0, gid: APP.gid }],
    ["a file of another of its groups", 0o040, { uid: 0, gid: 54_323 }],
  ])("reads %s", async (name, mode, owner) => {
    expect(await errorOf(appWorld(await certificate(name, mode, owner), APP))).toMatch(/PEM/);
  });

  test.each([
    ["root's file", 0o600, { uid: 0, gid: 0 }],
    ["a file of root's group", 0o040, { uid: 0, gid: 0 }],
  ])("may not read %s, which root reads", async (name, mode, owner) => {
    const path = await certificate(name, mode, owner);
    expect(await errorOf(appWorld(path, APP))).toMatch(/EACCES/);
    expect(await errorOf(appWorld(path))).toMatch(/PEM/);
  });
});

describe.runIf(mayBecome)("a child whose program the app's user cannot read", () => {
  let program: string;

  beforeAll(async () => {
    program = join(folder, "program");
    await cp(fileURLToPath(new URL("../../dist", import.meta.url)), program, { recursive: true });
    await symlink(REAL_MODULES, join(folder, "node_modules"));
    await writeFile(join(program, "package.json"), '{"type":"module"}');
    await chmod(program, 0o700);
  });

  test("asks the metadata service all the same", async () => {
    const server = createServer((_, response) => response.writeHead(400).end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata/identity`;
    const job = { kind: "metadata", endpoint: { url, isImds: true }, timeoutMs: 5000 };
    const main = join(program, "collect/isolate/main.js");
    const child = spawn(process.execPath, ["--import", loadedGuard(), main], {
      env: {},
      stdio: ["pipe", "ignore", "inherit", "pipe"],
      detached: true,
    });
    try {
      child.stdin!.write(`${JSON.stringify({ id: 0, job, env: {}, as: APP })}\n`);
      const facts: Fact[] = [];
      for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
        const [, fact] = JSON.parse(line) as Told;
        if (fact.type === "done") break;
        facts.push(fact);
      }
      expect(facts.filter(({ type }) => type === "crash")).toEqual([]);
      expect(facts.map((fact) => (fact.type === "exchange" ? fact.exchange.status : 0))).toContain(400);
    } finally {
      child.stdin!.end();
      server.close();
    }
  });

  test("has its client of AMQP all the same", () => {
    const code = `
      import { readFileSync } from "node:fs";
      import { becomeApp } from ${JSON.stringify(join(program, "collect/isolate/become-app.js"))};
      import { loadAmqpClient } from ${JSON.stringify(join(program, "collect/access.js"))};
      import { converse } from ${JSON.stringify(join(program, "world/amqp.js"))};
      const targets = [{ url: "https://ns-one.servicebus.windows.net/orders", service: "service-bus" }];
      await becomeApp({ job: { kind: "link", targets }, as: ${JSON.stringify(APP)} });
      let readable = "no";
      try {
        readFileSync(${JSON.stringify(join(program, "world/amqp.js"))});
        readable = "yes";
      } catch {}
      const { askAmqp } = await loadAmqpClient();
      const request = { host: "localhost", port: 1, address: "a", attach: "sender", name: "n", token: "lab-fake" };
      const { failure } = await converse({ ...request, timeoutMs: 5000 });
      console.log(JSON.stringify([process.getuid(), readable, typeof askAmqp, failure.code]));
    `;
    const args = ["--import", loadedGuard(), "--input-type=module", "--eval", code];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: {} });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([APP.uid, "no", "function", "ECONNREFUSED"]);
  });
});

describe.runIf(mayBecome)("before it becomes the app's user", () => {
  let program: string;

  /** A copy of the program whose SDK tells that it is loaded, and is nothing else. */
  beforeAll(async () => {
    const packages = join(folder, "with-telling-sdk", "node_modules");
    program = join(folder, "with-telling-sdk", "dist");
    await cp(fileURLToPath(new URL("../../dist", import.meta.url)), program, { recursive: true });
    await mkdir(join(packages, "@azure", "identity"), { recursive: true });
    await writeFile(join(program, "package.json"), '{"type":"module"}');
    await writeFile(join(packages, "@azure", "identity", "package.json"), '{"main":"index.js"}');
    await writeFile(join(packages, "@azure", "identity", "index.js"), 'console.log("SDK");');
    for (const name of ["@azure/core-rest-pipeline", "zod"])
      await symlink(join(REAL_MODULES, name), join(packages, name));
  });

  test.each([
    [{ kind: "link", targets: [] }, "SDK"],
    [{ kind: "confirm" }, "SDK"],
    [{ kind: "metadata" }, ""],
    [{ kind: "inspect" }, ""],
    [{ kind: "reach", targets: [] }, ""],
  ])("the child of %j loads what it needs and no more: %s", (job, loaded) => {
    const code = `
      import { becomeApp } from ${JSON.stringify(join(program, "collect/isolate/become-app.js"))};
      await becomeApp({ job: ${JSON.stringify(job)}, as: ${JSON.stringify(APP)} });
      console.log(process.getuid());
    `;
    const args = ["--import", loadedGuard(), "--input-type=module", "--eval", code];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: {} });
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual([...(loaded === "" ? [] : [loaded]), `${APP.uid}`]);
  });
});

test("Node starts without what another process's environment would load into it", () => {
  const own = { PATH: "/usr/bin", LD_LIBRARY_PATH: "/opt/node/lib", AZURE_CLIENT_SECRET: "lab-fake-own" };
  const env = {
    LD_PRELOAD: "./lab-fake.so",
    LD_LIBRARY_PATH: "/lab-fake",
    OPENSSL_CONF: "./lab-fake.cnf",
    NODE_OPTIONS: "--require ./lab-fake.cjs",
    NODE_EXTRA_CA_CERTS: "/app/ca.pem",
  };
  const world: World = { ...realWorld(), env, guise: { from: "pid", own } };
  expect(startEnvironment(world)).toEqual({
    LD_LIBRARY_PATH: "/opt/node/lib",
    NODE_EXTRA_CA_CERTS: "/app/ca.pem",
  });
  expect(
    startEnvironment({ ...world, isolate: { execArgv: [], env: { NODE_EXTRA_CA_CERTS: "/lab/ca" } } }),
  ).toEqual({
    LD_LIBRARY_PATH: "/opt/node/lib",
    NODE_EXTRA_CA_CERTS: "/lab/ca",
  });
});
