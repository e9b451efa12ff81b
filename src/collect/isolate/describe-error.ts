import { escapeText } from "../../model/escape-text.ts";
import type { AttemptError } from "../../model/report.ts";

/**
 * A foreign error as facts. The object itself is never kept. `@azure/identity` puts the status of a metadata answer
 * into `cause.status`, MSAL its code into `cause.errorCode` (chain.md section 5.1).
 */
export function describeError(error: unknown): AttemptError {
  if (!(error instanceof Error)) return { name: "Error", text: escapeText(String(error)) };
  const cause = (error.cause ?? {}) as { status?: unknown; errorCode?: unknown; code?: unknown };
  const own = error as { code?: unknown };
  const code = [cause.errorCode, cause.code, own.code].find(
    (value) => typeof value === "string" && value !== "",
  );
  return {
    name: escapeText(error.name, 100),
    ...(typeof code === "string" ? { code: escapeText(code, 100) } : {}),
    ...(typeof cause.status === "number" ? { status: cause.status } : {}),
    text: escapeText(error.message),
  };
}
