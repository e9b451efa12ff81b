import { FILE_VARIABLES } from "../catalogue/file-problems.ts";
import type { LinkFacts } from "../catalogue/link-definition.ts";
import type { Run } from "./run.ts";

/** Looks into the files that the environment names, in a child: as the app's user, with the app's files. */
export async function inspectFiles(run: Run): Promise<LinkFacts["files"]> {
  if (!FILE_VARIABLES.some((name) => run.world.env[name])) return {};
  const files: { -readonly [Name in keyof LinkFacts["files"]]: LinkFacts["files"][Name] } = {};
  await run.isolate("files", { kind: "inspect", now: run.world.now(), timeoutMs: run.timeoutMs }, (fact) => {
    if (fact.type === "file") files[fact.variable] = fact.file;
  });
  return files;
}
