import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "credprobe-test-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that is gone behind the tests of this module, and gives its path. */
export function scratchFile(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
