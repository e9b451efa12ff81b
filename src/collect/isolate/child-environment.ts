import { CODE_VARIABLES } from "../../catalogue/app-process.ts";
import type { Environment, World } from "../../world/world.ts";

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

/** The environment of another process, or of a file, as a child takes it on and hands it to the tools it starts. */
export function takenEnvironment({ env, isolate }: World): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !CODE_VARIABLES.test(name));
  return childEnvironment(Object.fromEntries(kept), isolate.env);
}

/** What Node itself may need to start; all other variables of another process come later. */
const NEEDED_TO_START = ["LD_LIBRARY_PATH", "SystemRoot", "SYSTEMROOT"];

/**
 * The environment a child is started with. That of another process, or of a file, is handed over later: LD_PRELOAD,
 * OPENSSL_CONF and their like would otherwise make this user, who may be root, run what the app's user chose.
 */
export function startEnvironment({ env, guise, isolate }: World): Record<string, string> {
  if (guise === undefined) return childEnvironment(env, isolate.env);
  const own = Object.entries(guise.own).filter(([name]) => NEEDED_TO_START.includes(name));
  // Node reads it at its start only.
  const certificates = isolate.env["NODE_EXTRA_CA_CERTS"] ?? env["NODE_EXTRA_CA_CERTS"];
  return {
    ...Object.fromEntries(own),
    ...(certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }),
    ...isolate.env,
  };
}
