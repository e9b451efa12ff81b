import { fileName, parseEnvFrom } from "../collect/env-from.ts";
import type { EnvFrom } from "../collect/request.ts";
import { UsageError } from "./usage-error.ts";

/**
 * What `--env-from` names.
 *
 * @throws UsageError for a process that cannot be.
 */
export function envFromOption(text: string): EnvFrom {
  const from = parseEnvFrom(text);
  if ("problem" in from) throw new UsageError(`--env-from ${from.problem}`);
  return from;
}

/** As a report has it: of a file, the name without its folder. */
export function envFromText(from: EnvFrom): string {
  switch (from.kind) {
    case "app":
      return "app";
    case "pid":
      return `pid:${from.pid}`;
    case "file":
      return fileName(from.path);
  }
}
