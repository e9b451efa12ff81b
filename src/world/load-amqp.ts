export type Amqp = typeof import("rhea");

let amqp: Promise<Amqp> | undefined;

/**
 * The AMQP 1.0 library that Microsoft's own `@azure/core-amqp` builds on, loaded when it is first asked for. It writes
 * whole frames, tokens and all, to standard error when DEBUG names it, and reads that variable while it is loaded.
 */
export function loadAmqp(): Promise<Amqp> {
  Reflect.deleteProperty(process.env, "DEBUG");
  return (amqp ??= import("rhea").then((module) => module.default));
}
