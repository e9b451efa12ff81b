// Tries the ways out of this machine, and prints what became of each as one JSON object.
//   node --import guard.mjs attempts.mjs refused|inherited|allowed HOST NAME
// HOST and NAME are what is called. guard.test.ts names the real metadata service and a real name only where this
// process has no network at all, so that a broken guard reaches nothing.

import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns, { lookup } from "node:dns";
import dnsPromises, { resolve4 } from "node:dns/promises";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const [, , which, host, name] = isMainThread ? process.argv : ["", "", ...workerData];
/** Of the block for documentation (RFC 5737): nobody's. */
const NOBODY = "192.0.2.1";
const NOBODY6 = "2001:db8::1";

const failure = (emitter) => once(emitter, "error").then(([error]) => Promise.reject(error));
const callback = (call) =>
  new Promise((done, fail) => call((error, value) => (error ? fail(error) : done(value))));
const answerOf = (address) => (_host, options, done) =>
  process.nextTick(done, null, ...(options.all ? [[{ address, family: 4 }]] : [address, 4]));

const refused = {
  "http.get": () => failure(http.get(`http://${host}/metadata/instance`)),
  "https.get": () => failure(https.get(`https://${name}/`)),
  "http.get by address": () => failure(http.get(`http://${NOBODY}/`)),
  "http.get over IPv6": () => failure(http.get(`http://[${NOBODY6}]/`)),
  "http.get over mapped IPv6": () => failure(http.get(`http://[::ffff:${NOBODY}]/`)),
  "http.get by all zeros": () => failure(http.get("http://0.0.0.0:9/")),
  "http.get without agent": () => failure(http.get({ host, agent: false })),
  "http.get with a look-up": () => failure(http.get({ host: "some.name", lookup: answerOf(NOBODY) })),
  "http.get with a look-up of localhost": () =>
    failure(http.get({ host: "localhost", lookup: answerOf(NOBODY) })),
  fetch: () => fetch(`http://${host}/`).catch((error) => Promise.reject(error.cause)),
  "http2.connect": () => failure(http2.connect(`https://${name}`)),
  "tls.connect": () => failure(tls.connect({ host: name, port: 443 })),
  "net.connect(port, host)": () => failure(net.connect(80, host)),
  "net.connect(options)": () => failure(net.createConnection({ port: 80, host: name })),
  "socket.connect(port, host)": () => failure(new net.Socket().connect(80, host)),
  "socket.connect(options)": () => failure(new net.Socket().connect({ port: 80, host })),
  "socket.connect('port', host)": () => failure(new net.Socket().connect("80", host)),
  "dns.lookup": () => callback((done) => lookup(name, done)),
  "dns.lookup by promisify": () => promisify(dns.lookup)(name),
  "dns.promises.lookup": () => dnsPromises.lookup(name),
  "dns.lookupService": () => callback((done) => dns.lookupService(NOBODY, 80, done)),
  "dns.resolve": () => callback((done) => dns.resolve(name, done)),
  "dns.resolveTxt": () => callback((done) => dns.resolveTxt(name, done)),
  "dns.reverse": () => callback((done) => dns.reverse(NOBODY, done)),
  "dns.promises.resolve4": () => resolve4(name),
  "dns.Resolver": () => callback((done) => new dns.Resolver().resolve4(name, done)),
  "dns.promises.Resolver": () => new dnsPromises.Resolver().resolve6(name),
  "dgram.send": () => callback((done) => dgram.createSocket("udp4").send("x", 53, NOBODY, done)),
  "dgram.send without callback": () => {
    const socket = dgram.createSocket("udp4");
    socket.send(Buffer.from("xyz"), 0, 1, 53, NOBODY);
    return failure(socket);
  },
  "dgram.send by name": () => callback((done) => dgram.createSocket("udp4").send("x", 53, name, done)),
  "dgram.connect": () => callback((done) => dgram.createSocket("udp4").connect(53, NOBODY, done)),
};

/** A server that answers "ok", for the length of one call. */
async function serving(server, where, call) {
  server.listen(where);
  await once(server, "listening");
  try {
    return await call(server.address());
  } finally {
    server.close();
  }
}

const web = () =>
  http.createServer((_request, response) => response.setHeader("connection", "close").end("ok"));
const textOf = (url) => fetch(url).then((response) => response.text());

const allowed = {
  "127.0.0.1": () =>
    serving(web(), { host: "127.0.0.1", port: 0 }, ({ port }) => textOf(`http://127.0.0.1:${port}/`)),

  localhost: () =>
    serving(web(), { host: "127.0.0.1", port: 0 }, ({ port }) => textOf(`http://localhost:${port}/`)),
  "::1": () =>
    Object.values(os.networkInterfaces())
      .flat()
      .some((entry) => entry.address === "::1")
      ? serving(web(), { host: "::1", port: 0 }, ({ port }) => textOf(`http://[::1]:${port}/`))
      : "ok",
  "a name looked up to loopback": () =>
    serving(web(), { host: "127.0.0.1", port: 0 }, async ({ port }) => {
      const request = http.get({ host: "some.name", port, lookup: answerOf("127.0.0.1") });
      const [response] = await once(request, "response");
      return response
        .setEncoding("utf8")
        .toArray()
        .then((chunks) => chunks.join(""));
    }),
  "a socket in a file": () => {
    const file = path.join(os.tmpdir(), `credprobe-guard-${process.pid}.sock`);
    const server = net.createServer((socket) => socket.end("ok"));
    return serving(server, { path: file }, async () => {
      const chunks = await net.connect(file).setEncoding("utf8").toArray();
      return chunks.join("");
    });
  },
  "a datagram to oneself": async () => {
    const socket = dgram.createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    socket.send("ok", socket.address().port, "127.0.0.1");
    const [message] = await once(socket, "message");
    socket.close();
    return message.toString();
  },
  "dns.lookup of localhost": () => dnsPromises.lookup("localhost").then(() => "ok"),
  "dns.Resolver of a test's own server": async () => {
    const server = dgram.createSocket("udp4").bind(0, "127.0.0.1");
    await once(server, "listening");
    const asked = once(server, "message");
    const resolver = new dns.promises.Resolver({ timeout: 500, tries: 1 });
    resolver.setServers([`127.0.0.1:${server.address().port}`]);
    const result = resolver.resolve4(name).catch((error) => error.code);
    await asked;
    resolver.cancel();
    server.close();
    return (await result) === "ECANCELLED" ? "ok" : result;
  },
};

/** Whoever is started from a guarded process tries one way out, and says what became of it. */
const oneWayOut = `
  import("node:http").then(({ get }) =>
    get("http://${host}/").on("error", (error) => console.log(error.code)));`;
const execFile = promisify(childProcess.execFile);
const output = (args) => execFile(process.execPath, args).then(({ stdout }) => stdout.trim());

const inherited = {
  "a child with process.execArgv": () => output([...process.execArgv, "--eval", oneWayOut]),
  "a child without it": () => output(["--eval", oneWayOut]),
  spawnSync: () => childProcess.spawnSync(process.execPath, ["--eval", oneWayOut]).stdout.toString().trim(),
  execFileSync: () => childProcess.execFileSync("node", ["--eval", oneWayOut]).toString().trim(),
  "fork with no options": async () => {
    const child = childProcess.fork(import.meta.filename, ["fork", host, name], { execArgv: [] });
    const [message] = await once(child, "message");
    return message;
  },
  "a worker": () =>
    once(new Worker(new URL(import.meta.url), { workerData: ["worker", host, name] }), "message").then(
      String,
    ),
  "a worker with no options": () =>
    once(
      new Worker(new URL(import.meta.url), { workerData: ["worker", host, name], execArgv: [] }),
      "message",
    ).then(String),
};

// Behind the guard nothing waits for an answer, but for a process that a busy machine starts late; without it some do.
const isGuarded = Symbol.for("credprobe.guard") in globalThis;
const settle = async (attempts, timeoutMs = isGuarded ? 30_000 : 3_000) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(attempts).map(async ([key, attempt]) => {
        const timeout = new Promise((done) => setTimeout(done, timeoutMs, "no answer").unref());
        const value = Promise.resolve()
          .then(attempt)
          .catch((error) => error.code ?? String(error));
        return [key, await Promise.race([value, timeout])];
      }),
    ),
  );

const inside = () => refused["http.get"]().catch((error) => error.code);
if (which === "worker") parentPort.postMessage(await inside());
else if (which === "fork") process.send(await inside(), () => process.disconnect());
else {
  const result = await settle({ refused, inherited, allowed }[which]);
  process.stdout.write(JSON.stringify(result), () => process.exit());
}
