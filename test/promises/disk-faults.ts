import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { expectNoLeak } from "../support/expect-no-leak.ts";
import { plantedIn } from "../support/planted.ts";
import { runCli, type CliRun } from "../support/run-cli.ts";
import { validReport } from "../support/validate-report.ts";

/** What goes wrong where a report is to be written: nothing of the simulated host, and so no fault of the lab. */
export interface DiskFault {
  readonly name: string;
  readonly words: string;
  /** Options of the file system that the report's folder is on. */
  readonly mount: string;
  /** What a shell does while the program runs, `$0` being that folder. */
  readonly meanwhile?: string;
  readonly expectRun: (run: CliRun) => void;
}

/** Told before anything is sent, in one line. */
const toldFirst = (says: RegExp) => (run: CliRun) => {
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toMatch(says);
  expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
};

export const DISK_FAULTS: readonly DiskFault[] = [
  {
    name: "disk-read-only",
    words: "the file system of the report is read-only",
    mount: "ro",
    expectRun: toldFirst(/its file system is read-only \(EROFS\)/),
  },
  {
    name: "disk-full",
    words: "the disk of the report is full",
    mount: "size=64k",
    expectRun: toldFirst(/the disk is full \(ENOSPC\)/),
  },
  {
    name: "disk-full-later",
    words: "the disk of the report fills while the run goes on",
    mount: "size=200k",
    meanwhile: 'until [ -e "$0/r.json" ]; do sleep 0.05; done; cat /dev/zero > "$0/filling"',
    // The file keeps the earlier state, and the screen has the report.
    expectRun: ({ code, stdout, stderr }) => {
      const [line, ...rest] = stderr.split("\n");
      expect([code, validReport(stdout).complete]).toEqual([3, true]);
      expect(line).toMatch(
        /r\.json could not be written: the disk is full \(ENOSPC\); it holds what was known/,
      );
      expect(rest.slice(0, 2)).toEqual(["filling", "r.json"]);
      expect(validReport(rest.slice(2).join("\n")).complete).toBe(false);
    },
  },
];

/** A file system of its own, seen by one program alone; only root may make one, and not everywhere. */
export const CAN_MOUNT =
  process.platform === "linux" &&
  spawnSync("unshare", ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

const SCENARIO = "leftover-secret";

/** Writes a report into a folder on such a disk, and holds what comes of it against what is promised. */
export async function playOnDisk({ name, mount, meanwhile, expectRun }: DiskFault): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-disk-"));
  const [disk, temporary] = [join(folder, "disk"), join(folder, "tmp")];
  const then =
    meanwhile === undefined
      ? 'exec "$@"'
      : `{ { ${meanwhile}; } 2>&- & "$@"; code=$?; ls -A "$0" >&2; cat "$0/r.json" >&2; exit $code; }`;
  const command = `mkdir -p "$0" "$TMPDIR" && mount -t tmpfs -o ${mount} none "$0" && ${then}`;
  try {
    const run = await runCli(["lab", SCENARIO, "-o", "json", "--quiet", "--report", join(disk, "r.json")], {
      before: ["unshare", "--mount", "sh", "-c", command, disk],
      env: { PATH: process.env["PATH"]!, TMPDIR: temporary },
    });
    expectRun(run);
    const outputs = [
      { name: "standard output", text: run.stdout },
      { name: "standard error", text: run.stderr },
    ];
    expectNoLeak(name, outputs, plantedIn(findScenario(SCENARIO)!));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
