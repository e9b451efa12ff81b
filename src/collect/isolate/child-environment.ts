import type { Environment } from "../../world/world.ts";

/**
 * Variables that make Node or the SDK write secrets to a stream, open a debugger, load foreign code, or stop checking
 * certificates. The app's own process may obey them; a diagnosis must not.
 */
const NOT_PASSED_ON = new Set([
  "NODE_DEBUG",
  "NODE_DEBUG_NATIVE",
  "NODE_OPTIONS",
  "NODE_INSPECT_RESUME_ON_START",
  "NODE_V8_COVERAGE",
  "NODE_CHANNEL_FD",
  "NODE_REDIRECT_WARNINGS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "DEBUG",
  "AZURE_LOG_LEVEL",
  "SSLKEYLOGFILE",
]);

/** The app's environment as a child gets it. Names are compared without case, as Windows does. */
export function childEnvironment(env: Environment, added: Environment): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !NOT_PASSED_ON.has(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...added };
}
