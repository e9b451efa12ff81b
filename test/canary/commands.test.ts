import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { FORMAT_NAMES, FORMATS } from "../../src/report/formats.ts";
import type { Rendering } from "../support/every-rendering.ts";
import { expectNoLeak } from "../support/expect-no-leak.ts";
import { plantedIn } from "../support/planted.ts";
import { runCli, type CliOptions } from "../support/run-cli.ts";
import { shareOf } from "../support/scenario-share.ts";

/** Besides what canary.test.ts sets: switches of Node that print more, or write files of their own. */
const NOISE = {
  NODE_DEBUG: "http,https,net,tls,stream,module",
  NODE_OPTIONS: "--trace-warnings --trace-uncaught --report-uncaught-exception",
  DEBUG: "*",
};

/** Secrets in a target's URL, in a variable and a proxy's URL, and of an identity endpoint. */
const TELLING = ["sas-in-target", "proxy-wants-login", "app-service-works"];

/**
 * The same, where Node also prints what it starts processes with. Without storage: the lab would start a storage service
 * of its own, with a key.
 */
const STARTING = ["certificate-and-password", "app-service-endpoint-not-found", "proxy-gone"];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What a command wrote, on both streams. */
async function said(name: string, args: readonly string[], options: CliOptions = {}): Promise<Rendering[]> {
  const { stdout, stderr } = await runCli(args, { cwd: folder, env: { TMPDIR: folder }, ...options });
  return [
    { name: `${name}, standard output`, text: stdout },
    { name: `${name}, standard error`, text: stderr },
  ];
}

/** Each file that is in the folder then, with its name. */
async function filesThere(): Promise<Rendering[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.\w+$/.test(name));
  return await Promise.all(
    files.map(async (name) => ({
      name: `file ${name}`,
      text: `${name}\n${await readFile(join(folder, name), "utf8")}`,
    })),
  );
}

const telling = scenarios.filter(({ name }) => TELLING.includes(name));

test("each of the scenarios is there, and has a secret to look for", () => {
  expect(telling.map(({ name }) => name).toSorted()).toEqual(TELLING.toSorted());
  expect(telling.filter((scenario) => plantedIn(scenario).length === 0)).toEqual([]);
});

describe.each(shareOf(telling))("$name", (scenario) => {
  const planted = plantedIn(scenario);
  const secret = planted[0]?.value ?? "";
  const reports = (name: string) =>
    FORMAT_NAMES.flatMap((format) => ["--report", `${name}${FORMATS[format].extension}`]);

  test("no command, format or file shows a secret", { timeout: 120_000 }, async () => {
    const outputs = [
      ...(await said("lab amid noise", ["lab", scenario.name, "--verbose", ...reports("whole")], {
        env: { TMPDIR: folder, ...NOISE },
      })),
      ...(await said(
        "lab --anonymize, interrupted",
        ["lab", scenario.name, "--anonymize", ...reports("cut")],
        {
          signalAfter: { signal: "SIGINT", after: /: (?:token|reach|read|identity endpoint)/ },
        },
      )),
    ];
    const message = `EnvironmentCredential: client_secret=${secret} AADSTS7000215: Invalid client secret`;
    const explained = await Promise.all(
      FORMAT_NAMES.map(
        async (format) =>
          await said(`${format} of explain`, [
            "explain",
            "whole.json",
            "-o",
            format,
            "--anonymize",
            "--message",
            message,
          ]),
      ),
    );
    outputs.push(
      ...explained.flat(),
      ...(await said("explain --message", ["explain", "--message", message])),
      ...(await said("diff", ["diff", "whole.json", "cut.json"])),
      ...(await said("json of diff", ["diff", "whole.json", "cut.json", "-o", "json"])),
      ...(await said("token", ["token"], { input: secret })),
      ...(await said("usage", [
        "lab",
        scenario.name,
        `--report=${secret}`,
        `https://x.example/?sig=${secret}`,
      ])),
    );
    const files = await filesThere();
    expect(files.map(({ name }) => name).filter((name) => /(?:whole|cut)\./.test(name))).toHaveLength(
      2 * FORMAT_NAMES.length,
    );
    const commands = ["lab", "explain", "diff", "token", "--report", "--anonymize", "--message", "SIGINT"];
    expectNoLeak(scenario.name, [...outputs, ...files], planted, commands);
  });
});

describe.each(shareOf(scenarios.filter(({ name }) => STARTING.includes(name))))("$name", (scenario) => {
  test("no child is started with a secret", async () => {
    const planted = plantedIn(scenario);
    expect(planted.length).toBeGreaterThan(0);
    const env = { TMPDIR: folder, ...NOISE, NODE_DEBUG: "child_process" };
    const outputs = await said("lab", ["lab", scenario.name, "--verbose"], { env });
    expect(outputs.map(({ text }) => text).join("")).toMatch(/^CHILD_PROCESS \d+: spawn/m);
    expectNoLeak(scenario.name, outputs, planted, ["lab"]);
  });
});
