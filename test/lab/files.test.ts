import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningLab } from "../../src/lab/start.ts";
import { startedLab } from "../support/started-lab.ts";

const TEXT = "lab-fake-content\n";
const [FILE, CLOSED, NAMED] = ["/etc/contoso/settings", "/etc/contoso/closed", "/var/run/contoso/token"];
const KEY = "/var/opt/azcmagent/tokens/1.key";
const HIMDS = "/opt/azcmagent/bin/himds";

let lab: RunningLab;
let arc: RunningLab;
let folder: string;
/** A file of this very machine that is named like the Arc agent. */
let ownHimds: string;

beforeAll(async () => {
  lab = await startedLab({
    files: { [FILE]: TEXT, [CLOSED]: { kind: "unreadable" } },
    env: { AZURE_FEDERATED_TOKEN_FILE: NAMED },
  });
  arc = await startedLab({ files: { [HIMDS]: "", [KEY]: TEXT } });
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  ownHimds = join(folder, "himds");
  await writeFile(ownHimds, "");
});

afterAll(async () => {
  await Promise.all([lab.close(), arc.close(), rm(folder, { recursive: true, force: true })]);
});

/** What each expression gives, in a child as the lab starts them; an error as its code, message and path. */
async function inChild<Key extends string>(
  host: RunningLab,
  expressions: Readonly<Record<Key, unknown>> | readonly Key[],
): Promise<Record<Key, unknown>> {
  const { execArgv, env } = host.world.isolate;
  const all: readonly string[] = Array.isArray(expressions) ? expressions : Object.keys(expressions);
  const calls = all.map((one) => `[${JSON.stringify(one)}, await value(async () => ${one})]`);
  const program = `
    import fs, { accessSync, createReadStream, existsSync, lstatSync, openSync, readFileSync, statSync } from "node:fs";
    import promises, { readFile } from "node:fs/promises";
    import { promisify } from "node:util";
    const text = async (stream) => { let all = ""; for await (const part of stream) all += part; return all; };
    const told = ({ code, message, path }) => ({ code, message, path });
    const value = async (call) => (await call().catch(told)) ?? "nothing";
    console.log(JSON.stringify(Object.fromEntries([${calls.join()}])));`;
  const words = [...execArgv, "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...env } });
  return JSON.parse(stdout) as Record<Key, unknown>;
}

/** The same expectation for each of some expressions. */
function each(expressions: readonly string[], expected: unknown): Record<string, unknown> {
  return Object.fromEntries(expressions.map((one) => [one, expected]));
}

describe("a file of the scenario", () => {
  test("is read by every function that SDKs use", async () => {
    const readers = [
      `readFileSync("${FILE}", "utf8")`,
      `fs.readFileSync("${FILE}").toString()`,
      `readFile("${FILE}", "utf8")`,
      `promises.readFile(new URL("file://${FILE}"), "utf8")`,
      `promisify(fs.readFile)("${FILE}", "utf8")`,
      `promises.open("${FILE}").then((file) => file.readFile("utf8"))`,
      `readFileSync(openSync("${FILE}"), "utf8")`,
      `promisify(fs.open)("${FILE}").then((fd) => readFileSync(fd, "utf8"))`,
      `text(createReadStream("${FILE}", "utf8"))`,
      `text(fs.createReadStream(Buffer.from("${FILE}")))`,
      `readFileSync("/etc/../etc/contoso/settings", "utf8")`,
    ];
    expect(await inChild(lab, readers)).toEqual(each(readers, TEXT));
  });

  test("is found by every function that SDKs use", async () => {
    const expected = {
      [`[existsSync("${FILE}"), existsSync("/etc/contoso/other")]`]: [true, false],
      [`promisify(fs.exists)("${FILE}")`]: true,
      [`statSync("${FILE}").size`]: TEXT.length,
      [`lstatSync("${FILE}").isFile()`]: true,
      [`promises.stat("${FILE}").then(({ size }) => size)`]: TEXT.length,
      [`promisify(fs.stat)("${FILE}").then(({ size }) => size)`]: TEXT.length,
      [`promises.access("${FILE}")`]: "nothing",
      [`accessSync("${FILE}", fs.constants.R_OK)`]: "nothing",
    };
    expect(await inChild(lab, expected)).toEqual(expected);
  });

  test("is seen by the parent, too", async () => {
    const { files } = lab.world;
    expect([await files.exists(FILE), await files.readText(FILE, 8)]).toEqual([true, "lab-fake"]);
    expect([await files.exists("/etc/passwd"), await files.readText("/etc/passwd", 8)]).toEqual([
      false,
      undefined,
    ]);
  });
});

test("a file of this machine stays where it is for children, as programs need their own", async () => {
  const own = join(folder, "own");
  await writeFile(own, "own");
  const read = `readFileSync(${JSON.stringify(own)}, "utf8")`;
  expect(await inChild(lab, [read])).toEqual({ [read]: "own" });
});

test("a path that only a variable names is the host's, and errors name it as the host does", async () => {
  const missing = { code: "ENOENT", path: NAMED, message: expect.stringContaining(`open '${NAMED}'`) };
  const calls = [`readFileSync("${NAMED}")`, `readFile("${NAMED}")`, `promisify(fs.open)("${NAMED}")`];
  expect(await inChild(lab, calls)).toMatchObject(each(calls, missing));
});

describe("an unreadable file", () => {
  test("gives EACCES to whoever wants to read it", async () => {
    const readers = [
      `readFileSync("${CLOSED}")`,
      `openSync("${CLOSED}")`,
      `readFile("${CLOSED}")`,
      `promises.open("${CLOSED}")`,
      `promisify(fs.readFile)("${CLOSED}")`,
      `promises.access("${CLOSED}", fs.constants.R_OK)`,
      `accessSync("${CLOSED}", fs.constants.R_OK)`,
      `text(createReadStream("${CLOSED}"))`,
    ];
    expect(await inChild(lab, readers)).toMatchObject(each(readers, { code: "EACCES", path: CLOSED }));
  });

  test("is there all the same", async () => {
    const expected = {
      [`existsSync("${CLOSED}")`]: true,
      [`statSync("${CLOSED}").isFile()`]: true,
      [`accessSync("${CLOSED}")`]: "nothing",
    };
    expect(await inChild(lab, expected)).toEqual(expected);
    const { files } = lab.world;
    expect([await files.exists(CLOSED), await files.readText(CLOSED, 8)]).toEqual([true, undefined]);
  });
});

describe("the Arc agent", () => {
  test("of this machine is hidden", async () => {
    const path = JSON.stringify(ownHimds);
    const expected = {
      [`existsSync(${path})`]: false,
      [`accessSync(${path})`]: expect.objectContaining({ code: "ENOENT", path: ownHimds }),
      [`existsSync("${KEY}")`]: false,
    };
    expect(await inChild(lab, expected)).toEqual(expected);
    expect(await lab.world.files.exists(HIMDS)).toBe(false);
  });

  test("of the scenario is seen, with its keys", async () => {
    const expected = { [`existsSync("${HIMDS}")`]: true, [`readFileSync("${KEY}", "utf8")`]: TEXT };
    expect(await inChild(arc, expected)).toEqual(expected);
    expect(await arc.world.files.exists(HIMDS)).toBe(true);
  });
});
