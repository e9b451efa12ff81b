// Refuses every connection, name look-up and datagram that is not loopback.
//
// Loaded with `--import`, so that it is there before any other code: in the processes of the test runner, in the
// program under test, and in every Node process and worker that these start (it adds itself to them).
// JavaScript because Node 20 cannot load TypeScript.
//
// `?record=FILE` behind the module's URL adds a line to FILE for each refusal: the SDKs swallow failed
// connections, a test run must not.

import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import path from "node:path";
import workerThreads from "node:worker_threads";

const marker = Symbol.for("credprobe.guard");
const record = new URL(import.meta.url).searchParams.get("record");
const preload = ["--import", import.meta.url];
const guardFile = import.meta.url.replace(/\?.*/, "");

class GuardError extends Error {
  code = "EGUARD";

  constructor(what) {
    super(`guard: refused ${what}: tests may use loopback only`);
    this.name = "GuardError";
  }
}

function refusal(what) {
  const error = new GuardError(what);
  if (record !== null) appendFileSync(record, `${error.message} (${process.argv.slice(1).join(" ")})\n`);
  return error;
}

const loopback = new net.BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
loopback.addSubnet("::ffff:127.0.0.0", 104, "ipv6");

/** An address, as numbers, of this machine's loopback interface. */
function isLoopback(address) {
  const family = net.isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** True of a host that needs no look-up, and of the one name that is looked up in the machine's own files. */
function isLocalName(host) {
  return host === "localhost" || net.isIP(host) !== 0;
}

/** Keeps the own properties of a function: `util.promisify` finds the shape of `dns.lookup`'s answer there. */
function replace(holder, name, wrap) {
  const original = holder[name];
  const replacement = wrap(original);
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  holder[name] = replacement;
}

// ---- TCP, and with it TLS, HTTP, HTTP/2, fetch and WebSocket ----

/** The options of a call of `connect`, in the three public forms and in the one that `net.connect` passes on. */
function connectOptions([first, second]) {
  if (Array.isArray(first)) return first[0];
  if (typeof first === "object" && first !== null) return first;
  if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
  return { port: first, host: typeof second === "string" ? second : undefined };
}

/** A look-up whose answers are checked: what a name stands for counts, not how it reads. */
function checkedLookup(lookup, what) {
  return (host, options, callback) =>
    lookup(host, options, (error, answer, family) => {
      const addresses = Array.isArray(answer) ? answer.map((entry) => entry.address) : [answer];
      if (error || addresses.every(isLoopback)) return callback(error, answer, family);
      return callback(refusal(`${what} (${addresses.join(", ")})`));
    });
}

replace(
  net.Socket.prototype,
  "connect",
  (connect) =>
    function guardedConnect(...args) {
      const options = connectOptions(args);
      const host = options.host || "localhost";
      const what = `a connection to ${net.isIPv6(host) ? `[${host}]` : host}:${options.port}`;
      if (options.path || isLoopback(host)) return Reflect.apply(connect, this, args);
      if (net.isIP(host) !== 0 || (host !== "localhost" && !options.lookup)) {
        const error = refusal(what);
        process.nextTick(() => this.destroy(error));
        return this;
      }
      const checked = { ...options, host, lookup: checkedLookup(options.lookup ?? dns.lookup, what) };
      const [first] = args;
      if (!Array.isArray(first)) {
        const callback = args.findLast((arg) => typeof arg === "function");
        return Reflect.apply(connect, this, callback ? [checked, callback] : [checked]);
      }
      // The array carries a private symbol by which Node knows its own form: it is changed in place.
      first[0] = checked;
      return Reflect.apply(connect, this, args);
    },
);

// ---- UDP ----

replace(
  dgram.Socket.prototype,
  "send",
  (send) =>
    function guardedSend(message, ...rest) {
      // In every form the address is the only text behind the message.
      const address = rest.find((arg) => typeof arg === "string") ?? "localhost";
      if (isLoopback(address) || address === "localhost")
        return Reflect.apply(send, this, [message, ...rest]);
      const error = refusal(`a datagram to ${address}`);
      const callback = rest.findLast((arg) => typeof arg === "function");
      process.nextTick(() => (callback ? callback(error) : this.emit("error", error)));
    },
);

replace(
  dgram.Socket.prototype,
  "connect",
  (connect) =>
    function guardedConnect(port, ...rest) {
      const address = rest.find((arg) => typeof arg === "string") ?? "localhost";
      if (isLoopback(address) || address === "localhost")
        return Reflect.apply(connect, this, [port, ...rest]);
      const error = refusal(`a datagram socket to ${address}:${port}`);
      const callback = rest.findLast((arg) => typeof arg === "function");
      process.nextTick(() => (callback ? callback(error) : this.emit("error", error)));
    },
);

// ---- Names ----

function guardCallback(holder, name, allows) {
  replace(
    holder,
    name,
    (original) =>
      function guardedQuery(...args) {
        if (allows(this, args)) return Reflect.apply(original, this, args);
        process.nextTick(args.at(-1), refusal(`dns.${name} of ${args[0]}`));
      },
  );
}

function guardPromise(holder, name, allows) {
  replace(
    holder,
    name,
    (original) =>
      function guardedQuery(...args) {
        if (allows(this, args)) return Reflect.apply(original, this, args);
        return Promise.reject(refusal(`dns.${name} of ${args[0]}`));
      },
  );
}

const isLocalLookup = (_holder, [host]) => !host || isLocalName(host);
guardCallback(dns, "lookup", isLocalLookup);
guardPromise(dns.promises, "lookup", isLocalLookup);
guardCallback(dns, "lookupService", (_holder, [address]) => isLoopback(address));
guardPromise(dns.promises, "lookupService", (_holder, [address]) => isLoopback(address));

/** A loopback server on the usual port, shown without one, may be a forwarder: only others are a test's own. */
function asksOwnServer(resolver) {
  if (!(resolver instanceof dns.Resolver) && !(resolver instanceof dns.promises.Resolver)) return false;
  return resolver.getServers().every((server) => isLoopback(/^\[?([^\]]*)\]?:\d+$/.exec(server)?.[1] ?? ""));
}

// c-ares sends its own datagrams, which pass neither `net` nor `dgram`.
for (const [holder, guardOne] of [
  [dns, guardCallback],
  [dns.Resolver.prototype, guardCallback],
  [dns.promises, guardPromise],
  [dns.promises.Resolver.prototype, guardPromise],
]) {
  for (const name of Object.getOwnPropertyNames(holder)) {
    if (/^(resolve|reverse)/.test(name)) guardOne(holder, name, asksOwnServer);
  }
}

// ---- Children and workers ----

// A Node that is started through a shell or a script is not reached by this.

const isNode = (file) => file === process.execPath || /^node(\.exe)?$/.test(path.basename(file));
const guarded = (args) => (args.some((arg) => arg.includes(guardFile)) ? args : [...preload, ...args]);

replace(
  childProcess.ChildProcess.prototype,
  "spawn",
  (spawn) =>
    function guardedSpawn(options) {
      const [name, ...args] = options.args ?? [options.file];
      const inNode = isNode(options.file) ? { ...options, args: [name, ...guarded(args)] } : options;
      return Reflect.apply(spawn, this, [inNode]);
    },
);

for (const name of ["spawnSync", "execFileSync"]) {
  replace(
    childProcess,
    name,
    (run) =>
      function guardedRun(file, ...rest) {
        const args = Array.isArray(rest[0]) ? rest.shift() : [];
        return run(file, isNode(file) ? guarded(args) : args, ...rest);
      },
  );
}

workerThreads.Worker = class Worker extends workerThreads.Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: guarded(options.execArgv ?? process.execArgv) });
  }
};

syncBuiltinESMExports();
globalThis[marker] = { url: import.meta.url };
