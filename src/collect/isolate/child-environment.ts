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

/** That of another process, or of a file, without what would make the tools that a child starts run what it names. */
function takenEnvironment({ env, isolate }: World): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !CODE_VARIABLES.test(name));
  return childEnvironment(Object.fromEntries(kept), isolate.env);
}

/**
 * What Node itself, or the system that starts it, reads at the start of a process and not later: paths and switches, none
 * of which is a secret.
 */
const NEEDED_TO_START: ReadonlySet<string> = new Set([
  "SYSTEMROOT",
  // Where MSAL looks for the agent of Azure Arc; it makes up its mind while it is loaded (`@azure/msal-node` 3).
  "PROGRAMDATA",
  "PROGRAMFILES",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "DYLD_LIBRARY_PATH",
  "NODE_EXTRA_CA_CERTS",
  "NODE_ICU_DATA",
  "NODE_USE_ENV_PROXY",
  "NODE_USE_SYSTEM_CA",
  "OPENSSL_CONF",
  "SSL_CERT_DIR",
  "SSL_CERT_FILE",
]);

/** Of these none may be another's: they would make this user, who may be root, run or trust what the app's user chose. */
const NEEDED_BY_OTHERS: ReadonlySet<string> = new Set([
  "SYSTEMROOT",
  "PROGRAMDATA",
  "PROGRAMFILES",
  "LD_LIBRARY_PATH",
]);

/**
 * The environment a child is started with. All else is handed over later, when it runs: with NODE_DEBUG=child_process Node
 * prints what it starts a process with, and everybody who may look at a process can read it there.
 */
export function startEnvironment({ env, guise, isolate }: World): Record<string, string> {
  const needed = (own: Environment, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(own).filter(([name]) => names.has(name.toUpperCase())));
  if (guise === undefined) return { ...needed(env, NEEDED_TO_START), ...isolate.env };
  // Node reads it at its start only.
  const certificates = isolate.env["NODE_EXTRA_CA_CERTS"] ?? env["NODE_EXTRA_CA_CERTS"];
  return {
    ...needed(guise.own, NEEDED_BY_OTHERS),
    ...(certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }),
    ...isolate.env,
  };
}

/** The environment a child takes on when it runs: the app's. */
export function appEnvironment(world: World): Record<string, string> {
  return world.guise === undefined ? childEnvironment(world.env, world.isolate.env) : takenEnvironment(world);
}
