export type Amqp = typeof import("rhea");

let amqp: Promise<Amqp> | undefined;

/** The AMQP 1.0 library that Microsoft's own `@azure/core-amqp` builds on, loaded when it is first asked for. */
export function loadAmqp(): Promise<Amqp> {
  return (amqp ??= load());
}

async function load(): Promise<Amqp> {
  const [{ default: rhea }, { default: logs }] = await Promise.all([
    import("rhea"),
    import("rhea/lib/log.js"),
  ]);
  silence(logs);
  return rhea;
}

/**
 * Where the variable DEBUG names it, rhea 3.0.5 writes whole frames to standard error, tokens and all. `debug` reads the
 * variable when it is loaded, which another package may have done before.
 */
function silence(logs: Readonly<Record<string, { enabled: boolean }>>): void {
  for (const log of Object.values(logs)) log.enabled = false;
}
