import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");

const packedSchema = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string(), mode: z.int() })) }),
]);

let folder = "";
let tarball = "";
let packed: readonly { readonly path: string; readonly mode: number }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "credprobe-pack-"));
  // The test command has built the program already; a build in the middle of the tests would disturb the others.
  const args = ["pack", "--json", "--ignore-scripts", "--offline", "--pack-destination", folder];
  const npm = process.env["npm_execpath"];
  const [command, ...before] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const { stdout } = await run(command, [...before, ...args], { cwd: root });
  const [answer] = z.parse(packedSchema, JSON.parse(stdout));
  tarball = join(folder, answer.filename);
  packed = answer.files;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  const paths = () => packed.map(({ path }) => path);

  test("holds what it needs", () => {
    expect(paths()).toEqual(
      expect.arrayContaining([
        ...["package.json", "README.md", "LICENSE", "CHANGELOG.md", "dist/schema.json"],
        ...["dist/cli/main.js", "dist/index.js", "dist/index.d.ts", "dist/probe.js"],
        ...["dist/collect/isolate/main.js", "dist/lab/socket-map.js"],
      ]),
    );
  });

  test("holds nothing else", () => {
    const expected =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/.+\.md|dist\/.+\.(js|d\.ts|json))$/;
    expect(paths().filter((path) => !expected.test(path))).toEqual([]);
    expect(paths().filter((path) => /(?:^|\/)tests?\/|\.test\.|contributing|tsbuildinfo/.test(path))).toEqual(
      [],
    );
  });

  test("has a program that can be executed", () => {
    const main = readFileSync(join(root, "dist/cli/main.js"), "utf8");
    expect(main.startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(packed.find(({ path }) => path === "dist/cli/main.js")?.mode).toBe(0o755);
  });

  test("stays small", () => {
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
  });

  test("has a right map of exports (publint)", async () => {
    const bytes = new Uint8Array(readFileSync(tarball)).buffer;
    const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test("has types where an importer looks for them (attw)", async () => {
    const args = [attw, tarball, "--profile", "esm-only", "--format", "ascii", "--no-color", "--no-emoji"];
    const problems = await run(process.execPath, args, { cwd: root }).then(
      () => "none",
      (error: unknown) => (error instanceof Error && "stdout" in error ? error.stdout : error),
    );
    expect(problems).toBe("none");
  });
});
