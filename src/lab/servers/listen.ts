import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import type { PlatformSource } from "../scenario.ts";
import type { LabServiceName } from "./services/index.ts";

/** A server of the lab that listens on loopback. */
export interface LabServer {
  readonly port: number;
  readonly server: Server;
  close(): Promise<void>;
}

/** One request that a server of the lab saw. */
export interface SeenRequest {
  readonly server: "metadata" | "entra" | "azurite" | "database" | "proxy" | PlatformSource | LabServiceName;
  readonly method: string;
  readonly path: string;
  /** It came with an `Authorization` header; told by the data-plane server only. */
  readonly authorized?: true;
}

/** Notes one request; the list is what tests ask for. */
export type NoteRequest = (request: SeenRequest) => void;

/** Answers one request; a promise that fails becomes a 500. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A request listener that survives a failing answer and a caller that hangs up. */
export function answering(answer: Answer): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    request.on("error", () => {});
    response.on("error", () => {});
    void Promise.resolve(answer(request, response)).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/**
 * Starts a server on a free port of 127.0.0.1, whose answers over HTTP have the time of `now`. Closing it also ends its
 * open connections.
 */
export async function listen(server: Server, now: () => number = Date.now): Promise<LabServer> {
  server.prependListener("request", (_request: unknown, response: ServerResponse) => {
    response.setHeader("Date", new Date(now()).toUTCString());
  });
  const sockets = new Set<Socket>();
  // Not `closeAllConnections`: it forgets tunnels, which left HTTP, and sockets in their TLS handshake.
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    server,
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Headers by name; an array value is a header that comes more than once. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Sends a whole answer with its length. */
export function send(response: ServerResponse, status: number, headers: Headers, body: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.writeHead(status).end(body);
}

/** The whole body of a request. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The body of a request, as text; longer ones than any client of the lab sends are cut. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size < 65_536) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).toString("utf8");
}
