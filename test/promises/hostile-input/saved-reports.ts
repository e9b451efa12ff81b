import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Report } from "../../../src/model/report.ts";
import { atMost } from "../../support/at-most.ts";
import { runCli } from "../../support/run-cli.ts";

/** Of different stories: a refusal, a failure with errors of Entra, and a host with much to tell. */
const STORIES = ["leftover-secret", "wrong-secret", "arc-key-unreadable"] as const;

/** The reports of stories, as somebody may have saved them; of these few, unless others are named. */
export async function storyReports(stories: readonly string[] = STORIES): Promise<readonly Report[]> {
  const inTurn = atMost(2);
  return await Promise.all(
    stories.map((name) =>
      inTurn(async () => {
        const { stdout } = await runCli([
          "lab",
          name,
          "-o",
          "json",
          "--quiet",
          "--verbose",
          "--access",
          "all",
        ]);
        return JSON.parse(stdout) as Report;
      }),
    ),
  );
}

/** A report that stands beside the documentation, as it was saved: nothing has to be run to have it. */
export function savedSample(name: string): Report {
  return JSON.parse(readFileSync(sampleFile(name), "utf8")) as Report;
}

export function sampleFile(name: string): string {
  return fileURLToPath(new URL(`../../../docs/samples/${name}.json`, import.meta.url));
}
