import { fileName } from "../collect/env-from.ts";
import type { EnvFrom } from "../collect/request.ts";
import { UsageError } from "./usage-error.ts";

/**
 * What `--env-from` names.
 *
 * @throws UsageError for a process that cannot be.
 */
export function envFromOption(text: string): EnvFrom {
  if (text === "") throw new UsageError("--env-from needs app, pid:N or a file");
  if (text === "app") return { kind: "app" };
  if (!text.startsWith("pid:")) return { kind: "file", path: text };
  if (!/^pid:[1-9]\d{0,8}$/.test(text))
    throw new UsageError("--env-from pid:N needs the number of a process");
  return { kind: "pid", pid: Number(text.slice("pid:".length)) };
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
