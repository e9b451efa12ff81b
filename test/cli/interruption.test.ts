import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { processesNaming } from "../support/processes-naming.ts";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const ENDS = [
  { signal: "SIGINT", code: 130 },
  { signal: "SIGTERM", code: 143 },
  { signal: "SIGHUP", code: 143 },
] as const;

test.each(ENDS)("$signal: a valid partial report, and no child left", async ({ signal, code }) => {
  const run = await runCli(["lab", "name-server-silent", "-o", "json", "--timeout", "30"], {
    env: { TMPDIR: folder },
    // The target's child is at work then, and waits for a name.
    signalAfter: { signal, after: /target: reach/ },
  });
  const report = reportSchema.parse(JSON.parse(run.stdout));
  expect(run.code).toBe(code);
  expect(report).toMatchObject({ complete: false, interruptedBy: signal, verdict: { exitCode: code } });
  expect(report.links.map(({ outcome }) => outcome)).toContain("skipped");
  expect(report.verdict.detail).toMatch(
    new RegExp(
      `^The run was cut short by ${signal} at this step: target: reach \\S+\\. This is what was found until then\\.$`,
    ),
  );
  expect(await processesNaming(folder)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test("a silent name server: the run ends at its deadline, with a report", async () => {
  const run = await runCli(
    ["lab", "name-server-silent", "-o", "json", "--timeout", "30", "--deadline", "2"],
    {
      env: { TMPDIR: folder },
    },
  );
  const report = reportSchema.parse(JSON.parse(run.stdout));
  expect(run.code).toBe(4);
  expect(report).toMatchObject({ complete: false, interruptedBy: "deadline" });
  const step = report.interruptedAt ?? "";
  expect(step).toMatch(/^target: /);
  expect(report.verdict.detail).toBe(
    `The run was cut short by its deadline at this step: ${step}. This is what was found until then.`,
  );
  expect(run.stderr.split(`credprobe: ended by its deadline of 2 s at this step: ${step}\n`)).toHaveLength(2);
  expect(await processesNaming(folder)).toEqual([]);
});

test("a silent metadata service: one look for all links, and none of them asks it again", async () => {
  const named = ["--managed-identity-client-id", "c0ffee00-0000-4000-8000-000000000001"];
  const run = await runCli([
    "lab",
    "metadata-silent",
    "-o",
    "json",
    "--timeout",
    "30",
    "--deadline",
    "25",
    ...named,
  ]);
  const report = reportSchema.parse(JSON.parse(run.stdout));
  expect(report.complete).toBe(true);
  const { state, exchanges: looks = [] } = report.host.metadata ?? {};
  expect(state).toBe("silent");
  expect(looks.map(({ failure }) => failure?.code)).toEqual(looks.map(() => "DEADLINE"));
  // A machine whose files say that it is Azure's: it may just have been slow, and is asked once more; and again where the
  // first look lost a part of its second to a busy machine.
  expect(looks).toHaveLength((looks[0]?.durationMs ?? 0) < 900 ? 3 : 2);
  const links = report.links.filter(({ outcome }) => outcome === "unavailable");
  expect(links.map(({ id }) => id)).toEqual(["managed-identity-option", "managed-identity-system"]);
  expect(links.flatMap(({ exchanges }) => exchanges)).toEqual([]);
});

test("a look that the deadline cuts short says nothing of the service", async () => {
  const run = await runCli([
    "lab",
    "name-server-silent",
    "-o",
    "json",
    "--timeout",
    "30",
    "--deadline",
    "3",
    "--confirm",
  ]);
  const report = reportSchema.parse(JSON.parse(run.stdout));
  expect(report).toMatchObject({ complete: false, interruptedBy: "deadline" });
  const promised = [...run.stderr.matchAll(/at most (\d+) s more/g)].map(([, seconds]) => Number(seconds));
  expect(promised.length).toBeGreaterThan(0);
  expect(Math.max(...promised), "no step outlives the run").toBeLessThanOrEqual(3);
  expect(report.links.filter(({ outcome }) => outcome === "unavailable")).toEqual([]);
  expect(report.findings.filter(({ slug }) => /^metadata|^prediction/.test(slug))).toEqual([]);
});
