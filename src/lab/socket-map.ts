import dgram from "node:dgram";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import os from "node:os";
import workerThreads from "node:worker_threads";
import { lookUp, routeTo } from "./name-table.ts";
import type { SocketMap } from "./name-table.ts";
import { notePlay } from "./plays.ts";
import { installNames, keepAlive, lookupError } from "./simulated-dns.ts";
import { replaceFunction } from "./replace-function.ts";

interface Destination {
  readonly host: string;
  readonly port: number;
  /** Set for a socket of the file system, which the simulated network does not have. */
  readonly path: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly callback: (() => void) | undefined;
}

/**
 * Puts this process into the simulated network: names and addresses of `map` lead to the lab's servers on
 * loopback, everything else is refused without a packet being sent. Must run before anything keeps a copy of
 * `net`, `dns` or `dgram` functions, so it is loaded by `--import`.
 *
 * @example
 * installSocketMap({ routes: { "169.254.169.254:80": 41234 }, names: {} });
 */
export function installSocketMap(map: SocketMap): void {
  installConnect(map);
  installNames(map);
  refuseDatagrams();
  refuseOtherWorkers();
  // Named ESM imports of built-in modules are copies until they are synchronised.
  syncBuiltinESMExports();
}

function installConnect(map: SocketMap): void {
  // Kept as it is now: a guard that was installed earlier still judges every connection.
  const connect = net.Socket.prototype.connect;
  replaceFunction(net.Socket.prototype, "connect", function (this: net.Socket, ...args: unknown[]) {
    const wanted = destinationOf(args);
    if (wanted.path !== undefined) return fail(this, connectError("ECONNREFUSED", wanted.path));
    const answer = lookUp(map, wanted.host);
    if (answer === "silent") return waitForever(this);
    if ("error" in answer) return failLookup(this, wanted.host, answer.error);
    const isLost = (one: string) => map.lost?.includes(`${one}:${wanted.port}`) === true;
    const addresses = triedAddresses(answer.addresses, wanted.options);
    if (addresses.length === 0) return failLookup(this, wanted.host, "ENOTFOUND");
    const address = addresses.find((one) => !isLost(one)) ?? addresses[0] ?? wanted.host;
    const passed = addresses.slice(0, addresses.indexOf(address));
    const port = routeTo(map, address, wanted.port);
    if (net.isIP(wanted.host) === 0) tellLookup(this, wanted.host, address);
    for (const one of [...passed, address]) noteConnection(map, `${one}:${wanted.port}`);
    if (isLost(address)) return waitForever(this);
    if (port === undefined) return fail(this, connectError("ECONNREFUSED", address, wanted.port));
    // `servername` stays what it was: the certificate is checked against the real name.
    const mapped = { ...wanted.options, host: "127.0.0.1", port };
    const go = (): net.Socket =>
      Reflect.apply(connect, this, wanted.callback ? [mapped, wanted.callback] : [mapped]);
    return passed.length === 0 ? go() : goOn(this, passed, wanted.port, go);
  });
}

/** As Node does it: of one family only where that is wanted, and no more than one where it may not look for others. */
function triedAddresses(
  addresses: readonly string[],
  { family, autoSelectFamily = net.getDefaultAutoSelectFamily() }: Destination["options"],
): readonly string[] {
  const wanted = addresses.filter((one) => isOfFamily(one, family));
  return autoSelectFamily === true ? wanted : wanted.slice(0, 1);
}

function isOfFamily(address: string, family: unknown): boolean {
  return (family !== 4 && family !== 6) || net.isIP(address) === family;
}

function noteConnection({ noted }: SocketMap, place: string): void {
  if (noted?.places?.includes(place) === true) notePlay(noted.file);
}

/** Arguments of `Socket#connect` in every form that Node 20 to 24 uses inside or allows outside. */
function destinationOf(args: readonly unknown[]): Destination {
  // `net.connect` and `tls.connect` hand over one array that is normalised already: [options, callback].
  const list: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  const callback = list.findLast((arg) => typeof arg === "function") as (() => void) | undefined;
  const options = optionsOf(list);
  const { host, port, path } = options;
  return {
    host: typeof host === "string" && host !== "" ? host : "localhost",
    port: Number(port),
    path: typeof path === "string" && port === undefined ? path : undefined,
    options,
    callback,
  };
}

function optionsOf([first, second]: readonly unknown[]): Record<string, unknown> {
  if (typeof first === "object" && first !== null) return { ...first };
  if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
  return typeof second === "string" ? { port: first, host: second } : { port: first };
}

/** Node tells observers of a socket what the name look-up gave; tools that trace connections rely on it. */
function tellLookup(socket: net.Socket, host: string, address: string): void {
  // An HTTP request shows its socket one tick after the connection began: observers come in there. Later than
  // the second tick the connection itself may already be told.
  process.nextTick(() =>
    process.nextTick(() => socket.emit("lookup", null, address, net.isIP(address), host)),
  );
}

function failLookup(socket: net.Socket, host: string, code: "ENOTFOUND" | "EAI_AGAIN"): net.Socket {
  const error = lookupError(code, host);
  setImmediate(() => socket.emit("lookup", error, undefined, undefined, host));
  return fail(socket, error);
}

function fail(socket: net.Socket, error: Error): net.Socket {
  startConnecting(socket);
  setImmediate(() => socket.destroy(error));
  return socket;
}

/** As Node does it: an address that is silent gets its moment, then comes the next one (`autoSelectFamily`). */
function goOn(socket: net.Socket, passed: readonly string[], port: number, go: () => net.Socket): net.Socket {
  startConnecting(socket);
  const momentMs = net.getDefaultAutoSelectFamilyAttemptTimeout();
  passed.forEach((address, index) => {
    setTimeout(
      () => {
        socket.emit("connectionAttemptTimeout", address, port, net.isIP(address));
        if (index === passed.length - 1 && !socket.destroyed) go();
      },
      momentMs * (index + 1),
    );
  });
  return socket;
}

function waitForever(socket: net.Socket): net.Socket {
  startConnecting(socket);
  socket.once("close", keepAlive());
  return socket;
}

/** Without it a write before the connection would fail at once instead of being kept. */
function startConnecting(socket: net.Socket): void {
  Reflect.set(socket, "connecting", true);
}

/** The error that libuv gives when nothing listens. */
function connectError(code: "ECONNREFUSED", address: string, port?: number): Error {
  const where = port === undefined ? address : `${address}:${port}`;
  return Object.assign(new Error(`connect ${code} ${where}`), {
    errno: -os.constants.errno[code],
    code,
    syscall: "connect",
    address,
    ...(port === undefined ? {} : { port }),
  });
}

/** The simulated network carries no datagrams; names are answered from the table. */
function refuseDatagrams(): void {
  for (const name of ["send", "connect"] as const) {
    replaceFunction(dgram.Socket.prototype, name, function (this: dgram.Socket, ...args: unknown[]) {
      const callback = args.at(-1);
      // The address comes last; a message may be text as well.
      const error = connectError("ECONNREFUSED", String(args.findLast((arg) => typeof arg === "string")));
      process.nextTick(() => {
        if (typeof callback === "function") callback(error);
        else this.emit("error", error);
      });
    });
  }
}

/**
 * A worker that runs a file inherits this process's options, and with them the preload. One with options of its own
 * does not, and for one whose code is given as text Node 20 skips `--import`: both would have the real network.
 */
function refuseOtherWorkers(): void {
  const { Worker } = workerThreads;
  const value = class MappedWorker extends Worker {
    constructor(file: string | URL, options: workerThreads.WorkerOptions = {}) {
      if (options.eval === true || options.execArgv !== undefined) {
        throw new Error("workers of a lab run must be files and inherit its options");
      }
      super(file, options);
    }
  };
  Object.defineProperty(workerThreads, "Worker", { value, writable: true, configurable: true });
}
