import type { LinkFacts } from "../catalogue/link-definition.ts";
import type { Confirmation } from "../model/report.ts";
import { OTHER_NETWORK, toolsObstacle } from "./elsewhere.ts";
import type { Run } from "./run.ts";

/** Runs the real `DefaultAzureCredential` once, in a child of its own. */
export async function confirm(
  run: Run,
  facts: LinkFacts,
  scope: string,
  log: string[],
): Promise<Confirmation | undefined> {
  const reason = skipReason(run, facts);
  if (reason !== undefined) return { outcome: "skipped", reason, durationMs: 0 };
  let told: Omit<Confirmation, "durationMs"> | undefined;
  const startedAt = run.world.now();
  const end = await run.isolate(
    "DefaultAzureCredential",
    {
      kind: "confirm",
      options: facts.options,
      scope,
      timeoutMs: run.timeoutMs,
      verbose: run.request.verbose,
    },
    (fact) => {
      if (fact.type === "confirmation") told = fact.confirmation;
      if (fact.type === "log") log.push(`DefaultAzureCredential: ${fact.line}`);
    },
  );
  if (end.how === "aborted") return undefined;
  const durationMs = Math.max(0, run.world.now() - startedAt);
  if (told !== undefined) return { ...told, durationMs };
  return { outcome: end.how === "deadline" ? "timed-out" : "crashed", durationMs };
}

/** The real chain asks on its own, whoever answers here, and starts what it finds. */
function skipReason({ world }: Run, { tools }: LinkFacts): string | undefined {
  if (world.guise?.ownNetwork === true) return OTHER_NETWORK;
  return Object.keys(tools).length > 0 ? toolsObstacle(world.guise) : undefined;
}
