import type { Report } from "../../../src/model/report.ts";
import { runCli } from "../../support/run-cli.ts";

/** Of different stories: a refusal, a failure with errors of Entra, and a host with much to tell. */
export const STORIES = ["leftover-secret", "wrong-secret", "arc-key-unreadable"] as const;

/** The reports of these stories, as somebody may have saved them. */
export async function storyReports(stories: readonly string[] = STORIES): Promise<readonly Report[]> {
  return await Promise.all(
    stories.map(async (name) => {
      const { stdout } = await runCli(["lab", name, "-o", "json", "--quiet", "--verbose", "--access", "all"]);
      return JSON.parse(stdout) as Report;
    }),
  );
}
