import { join } from "node:path";
import { tmpdir } from "node:os";

/** The guard as a module to preload; with `record`, every refusal is also written to that file. */
export function guardModule(record?: string): string {
  const url = new URL("../guard/guard.mjs", import.meta.url);
  if (record !== undefined) url.searchParams.set("record", record);
  return url.href;
}

/** Where a run of the tests keeps the refusals that nobody asked for; `runner` is the runner's process id. */
export function refusalsFile(runner: number): string {
  return join(tmpdir(), `credprobe-refused-${runner}.txt`);
}

/** The guard that this process has loaded; throws where there is none. */
export function loadedGuard(): string {
  const guard: unknown = Reflect.get(globalThis, Symbol.for("credprobe.guard"));
  if (typeof guard === "object" && guard !== null && "url" in guard && typeof guard.url === "string") {
    return guard.url;
  }
  throw new Error("The network guard is not loaded in this process: test/vitest.config.ts starts it.");
}
