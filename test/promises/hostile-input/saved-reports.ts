import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Report } from "../../../src/model/report.ts";
import { runCli } from "../../support/run-cli.ts";

/** Of different stories: a refusal, a failure with errors of Entra, and a host with much to tell. */
const STORIES = ["leftover-secret", "wrong-secret", "arc-key-unreadable"] as const;

/** The reports of these stories, as somebody may have saved them. */
export async function storyReports(): Promise<readonly Report[]> {
  return await Promise.all(
    STORIES.map(async (name) => {
      const { stdout } = await runCli(["lab", name, "-o", "json", "--quiet", "--verbose", "--access", "all"]);
      return JSON.parse(stdout) as Report;
    }),
  );
}

/** A report that stands beside the documentation, as it was saved: nothing has to be run to have it. */
export function savedSample(name: string): Report {
  return JSON.parse(readFileSync(sampleFile(name), "utf8")) as Report;
}

export function sampleFile(name: string): string {
  return fileURLToPath(new URL(`../../../docs/samples/${name}.json`, import.meta.url));
}
