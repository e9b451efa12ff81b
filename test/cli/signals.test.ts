import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { processesNaming } from "../support/processes-naming.ts";
import { runCli } from "../support/run-cli.ts";
import { validReport } from "../support/validate-report.ts";

const RUN = [
  ...["lab", "key-vault-denied-rbac", "-o", "json"],
  ...["--managed-identity-client-id", "c0ffee00-0000-4000-8000-000000000001"],
];

/** What the program says that it waits for, in the order of that run. */
const MOMENTS = [
  /metadata: identity endpoint/,
  /target: reach/,
  /managed-identity-option: token for/,
  /managed-identity-option: token for vault\.azure\.net from 169\.254\.169\.254/,
  /managed-identity-system: token for/,
  /managed-identity-system: token for vault\.azure\.net from 169\.254\.169\.254/,
  /managed-identity-system: read kv-contoso/,
  /managed-identity-system: roles at kv-contoso/,
  /managed-identity-system: roles at kv-contoso from 169\.254\.169\.254/,
  /managed-identity-system: roles at kv-contoso\/secrets\/db-password from management\.azure\.com/,
] as const;

/** Node's option that makes a program send itself a signal as it tells of a moment; on a terminal it tells of each. */
function signalAt(moment: RegExp, signal: NodeJS.Signals): string {
  const code = `const { stderr } = process;
    const write = stderr.write.bind(stderr);
    let isSent = false;
    Object.assign(stderr, { isTTY: true, columns: 200, write(text, ...rest) {
      if (!isSent && ${String(moment)}.test(text)) {
        isSent = true;
        process.kill(process.pid, "${signal}");
      }
      return write(text, ...rest);
    } });`;
  return `--import data:text/javascript,${encodeURIComponent(code)}`;
}

/** How the run would end by itself (`access-denied`). */
const DENIED = 5;

const ENDS = [
  { signal: "SIGINT", code: 130 },
  { signal: "SIGTERM", code: 143 },
  { signal: "SIGHUP", code: 143 },
] as const;

describe.each(ENDS)("$signal at ten moments of a run", ({ signal, code }) => {
  test.concurrent.each(MOMENTS)("%s: the partial report, on the screen and in the file", async (moment) => {
    const folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
    try {
      const [temporary, reports] = [join(folder, "tmp"), join(folder, "reports")];
      await Promise.all([mkdir(temporary), mkdir(reports)]);
      const { stdout, ...run } = await runCli([...RUN, "--report", join(reports, "r.json")], {
        env: { TMPDIR: temporary, NODE_OPTIONS: signalAt(moment, signal) },
      });
      const left = await processesNaming(temporary);
      // The answer to the last question may be there before the signal is seen: nothing is missing then.
      const isDone = moment === MOMENTS.at(-1) && run.code === DENIED;
      const ended = isDone ? { complete: true } : { complete: false, interruptedBy: signal };
      const exitCode = isDone ? DENIED : code;
      expect(run.code).toBe(exitCode);
      const report = validReport(stdout);
      expect(report).toMatchObject({ ...ended, verdict: { exitCode } });
      expect(report.links).toHaveLength(10);
      expect(report.links.at(-1)).toMatchObject({ outcome: isDone ? "not-configured" : "skipped" });
      expect(await readFile(join(reports, "r.json"), "utf8")).toBe(stdout);
      expect(await readdir(reports), "no temporary file beside the report").toEqual(["r.json"]);
      expect(await readdir(temporary), "nothing of the lab").toEqual([]);
      expect(left, "no child is left").toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
