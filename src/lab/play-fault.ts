import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import type { ConnectionFault, Fault, FaultyRequest, LabFault, StreamProtocol } from "./faults.ts";
import { notePlay } from "./plays.ts";
import { whole, type RawAnswer, type Step } from "./raw-answers.ts";

/** Twice a second: a whole answer takes minutes, and no connection is ever idle for long. */
const SLOWLY_MS = 500;
/** The start of a record of TLS 1.2 with a ServerHello in it, of which the rest is missing. */
const HALF_A_HELLO = Buffer.from("160303007a020000760303", "hex");
const STRANGER = Buffer.from("SSH-2.0-OpenSSH_9.6\r\n");

/** What stands in front of `server` and does what the fault says; `tls` is what it shows where that is its fault. */
export function faultyFront(server: Server, fault: Fault, placed: LabFault, tls: TlsOptions): Server {
  const { notes } = placed;
  switch (fault.kind) {
    case "connection":
      return createServer((socket) => spoil(socket, fault.play, () => notePlay(notes)));
    case "tls":
      return noting(
        createTlsServer(tls, (socket) => server.emit("secureConnection", socket)),
        notes,
      );
    case "answer":
      return answeringFront(server, fault, placed);
    case "stream":
      return streamingFront(server, fault, placed);
    default:
      return noting(
        createTlsServer(tls, (socket) => socket.destroy()),
        notes,
      );
  }
}

/** Notes each connection. */
function noting(server: Server, notes: string | undefined): Server {
  return server.on("connection", () => notePlay(notes));
}

type AnswerFault = Extract<Fault, { kind: "answer" }>;
type StreamFault = Extract<Fault, { kind: "stream" }>;

/** Hands its connections on to a server of AMQP, and spoils what it says behind the handshake. */
function streamingFront(server: Server, fault: StreamFault, placed: LabFault): Server {
  const { front, rawOf } = trackingFront(server);
  server.prependListener("secureConnection", (socket: Socket) => {
    const raw = rawOf(socket);
    if (raw !== undefined) spoilStream({ socket, raw }, "amqp", fault, placed);
  });
  return front;
}

/** Takes what a server would say on a stream, and plays the fault in its place; `raw` is what is reset. */
export function spoilStream(
  { socket, raw }: { readonly socket: Socket; readonly raw: Socket },
  protocol: StreamProtocol,
  { play }: StreamFault,
  { only = {}, notes }: LabFault,
): void {
  const write = socket.write.bind(socket) as (bytes: Buffer, done?: () => void) => boolean;
  let spared = only.afterWrites ?? 0;
  let isPlayed = false;
  const spoilt = (bytes: string | Uint8Array, ...rest: readonly unknown[]) => {
    if (spared > 0) {
      spared -= 1;
      return Reflect.apply(write, socket, [bytes, ...rest]);
    }
    if (!isPlayed) {
      isPlayed = true;
      notePlay(notes);
      void perform(play(Buffer.from(bytes), protocol), sinkOf(socket, write), raw);
    }
    const done = rest.find((one) => typeof one === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  Object.assign(socket, { write: spoilt });
}

/** Where a fault is played. */
type Sink = Pick<Socket, "destroyed" | "destroy" | "end" | "on"> & {
  write(bytes: Buffer, done?: () => void): boolean;
};

function sinkOf(socket: Socket, write: Sink["write"]): Sink {
  return {
    write,
    destroy: socket.destroy.bind(socket),
    end: socket.end.bind(socket),
    on: socket.on.bind(socket),
    get destroyed() {
      return socket.destroyed;
    },
  };
}

/** Its connections are a server's; `rawOf` finds the one below a stream or a request of it. */
function trackingFront(server: Server) {
  /** By port: over TLS a request has another socket than the connection, and is reset below it. */
  const sockets = new Map<number | undefined, Socket>();
  const front = createServer((socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(remotePort));
    server.emit("connection", socket);
  });
  return { front, rawOf: ({ remotePort }: Socket) => sockets.get(remotePort) };
}

/** Hands its connections on to the server, and plays the answers to what comes over them. */
function answeringFront(server: Server, { play }: AnswerFault, { only = {}, notes }: LabFault): Server {
  const { front, rawOf } = trackingFront(server);
  const isMeant = ({ url = "", headers }: IncomingMessage) =>
    url.includes(only.path ?? "") &&
    (only.header === undefined || headers[only.header] !== undefined) &&
    (only.withoutHeader === undefined || headers[only.withoutHeader] === undefined);
  const played = (request: IncomingMessage, answer: RawAnswer, raw: Socket) => {
    const steps = play(answer, asked(request));
    notePlay(notes, isSame(steps, whole(answer)) ? "unchanged" : "played");
    void perform(steps, request.socket, raw);
  };
  interpose(server, "request", (request, response, genuine) => {
    const raw = rawOf(request.socket);
    if (raw !== undefined && isMeant(request)) {
      capture(response as ServerResponse, (answer) => played(request, answer, raw));
    }
    genuine();
  });
  interpose(server, "connect", (request, _socket, genuine) => {
    const raw = rawOf(request.socket);
    if (raw === undefined) genuine();
    else played(request, { status: 200, headers: {}, body: Buffer.alloc(0) }, raw);
  });
  return front;
}

function isSame(steps: readonly Step[], genuine: readonly Step[]): boolean {
  const asText = (step: Step) => (Buffer.isBuffer(step) ? step.toString("latin1") : step);
  return isDeepStrictEqual(steps.map(asText), genuine.map(asText));
}

/** Puts `handle` in front of all that listens; `genuine` lets them hear it. */
function interpose(
  server: Server,
  name: "request" | "connect",
  handle: (request: IncomingMessage, second: unknown, genuine: () => void) => void,
): void {
  const listeners = server.listeners(name);
  if (listeners.length === 0) return;
  server.removeAllListeners(name);
  server.on(name, (...args: unknown[]) =>
    handle(args[0] as IncomingMessage, args[1], () => {
      for (const listener of listeners) Reflect.apply(listener, server, args);
    }),
  );
}

/** Takes the answer that would have been sent, whether it is written at once or bit by bit. */
function capture(response: ServerResponse, take: (answer: RawAnswer) => void): void {
  let status = 200;
  const written: Uint8Array[] = [];
  const writeHead = (code: number, more: OutgoingHttpHeaders = {}) => {
    if (typeof more !== "object" || Array.isArray(more))
      throw new Error("neither reasons nor lists are taken");
    status = code;
    for (const [name, value] of Object.entries(more))
      if (value !== undefined) response.setHeader(name, value);
    return response;
  };
  const write = (bytes: string | Uint8Array, ...more: readonly unknown[]) => {
    if (more.length > 0) throw new Error("neither encodings nor callbacks are taken");
    written.push(Buffer.from(bytes as string));
    return true;
  };
  const end = (body: string | Buffer = "") => {
    write(body);
    const headers = Object.entries(response.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)] as const],
    );
    take({ status, headers: Object.fromEntries(headers), body: Buffer.concat(written) });
    return response;
  };
  Object.assign(response, { writeHead, write, end });
}

function asked({ url = "/", headers, socket }: IncomingMessage): FaultyRequest {
  const scheme = Reflect.get(socket, "encrypted") === true ? "https" : "http";
  return { host: headers.host ?? "localhost", path: url, scheme };
}

/** Does one step after the other, as far as the other end goes along. */
async function perform(steps: readonly Step[], socket: Sink, raw: Socket): Promise<void> {
  socket.on("error", () => socket.destroy());
  for (const step of steps) {
    if (socket.destroyed) return;
    if (step === "end") socket.end();
    else if (step === "reset") raw.resetAndDestroy();
    else if ("slowly" in step) await sentSlowly(socket, step.slowly);
    else if (!("forever" in step)) await sent(socket, step);
    else while (!socket.destroyed) await sent(socket, step.forever);
  }
}

async function sent(socket: Sink, bytes: Buffer): Promise<void> {
  // Told when it is taken, and when it never will be.
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  // Others have a turn: the lab runs in the process that it is there for.
  await wait(0);
}

async function sentSlowly(socket: Sink, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Buffer.from([byte]));
    await wait(SLOWLY_MS, undefined, { ref: false });
  }
}

/** What happens to a connection before anything else does. */
function spoil(socket: Socket, fault: ConnectionFault, note: () => void): void {
  socket.on("error", () => socket.destroy());
  if (fault !== "cut-handshake") note();
  switch (fault) {
    case "refused":
    case "reset":
      socket.resetAndDestroy();
      break;
    case "silent":
      socket.resume();
      break;
    case "stranger":
      socket.resume();
      socket.end(STRANGER);
      break;
    case "cut-handshake":
      socket.once("data", () => {
        note();
        socket.end(HALF_A_HELLO);
      });
      break;
  }
}
