import { createRequire } from "node:module";

export type Amqp = typeof import("rhea");

let amqp: Promise<Amqp> | undefined;

/** The AMQP 1.0 library that Microsoft's own `@azure/core-amqp` builds on, loaded when it is first asked for. */
export function loadAmqp(): Promise<Amqp> {
  return (amqp ??= load());
}

async function load(): Promise<Amqp> {
  const { default: rhea } = await import("rhea");
  silence();
  return rhea;
}

/**
 * Where the variable DEBUG names it, rhea 3.0.5 writes whole frames to standard error, tokens and all. `debug` reads the
 * variable when it is loaded, which another package may have done before.
 */
function silence(): void {
  const logs = createRequire(import.meta.url)("rhea/lib/log.js") as Record<string, { enabled: boolean }>;
  for (const log of Object.values(logs)) log.enabled = false;
}
