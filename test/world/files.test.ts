import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inTime, isStuck } from "../../src/world/in-time.ts";
import { realFiles } from "../../src/world/real-world.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  await writeFile(join(folder, "file"), "lab-fake-content");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the text of a file", () => {
  test("is read, and no more of it than was asked for", async () => {
    expect(await realFiles.readText(join(folder, "file"), 100)).toBe("lab-fake-content");
    expect(await realFiles.readText(join(folder, "file"), 8)).toBe("lab-fake");
    expect(await realFiles.readText(join(folder, "absent"), 8)).toBeUndefined();
    expect(await realFiles.readText(folder, 8)).toBeUndefined();
  });

  test.runIf(process.platform === "linux")("is told of a file without a size, too", async () => {
    expect(await realFiles.readText("/proc/self/status", 65_536)).toMatch(/^Name:[^]*ctxt_switches/);
  });

  test.skipIf(process.platform === "win32")(
    "is not waited for at a pipe, and not taken from a device",
    async () => {
      spawnSync("mkfifo", [join(folder, "fifo")]);
      expect(await realFiles.exists(join(folder, "fifo"))).toBe(true);
      expect(await realFiles.readText(join(folder, "fifo"), 100)).toBeUndefined();
      expect(await realFiles.readText("/dev/zero", 100)).toBeUndefined();
    },
  );
});

test("an operation that the system does not end is given up, and others after it sooner", async () => {
  vi.useFakeTimers();
  try {
    const never = new Promise<string>(() => {});
    expect(await inTime(Promise.resolve("there"), "late")).toBe("there");
    expect(isStuck()).toBe(false);
    const first = inTime(never, "late");
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toBe("late");
    expect(isStuck()).toBe(true);
    const second = inTime(never, "late");
    await vi.advanceTimersByTimeAsync(200);
    expect(await second).toBe("late");
  } finally {
    vi.useRealTimers();
  }
});
