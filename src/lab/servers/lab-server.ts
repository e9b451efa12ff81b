import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Certificates } from "../certificates.ts";

/** A request that a server of the lab has seen. */
export interface SeenRequest {
  readonly server: string;
  readonly method: string;
  readonly path: string;
}

/** A server on loopback, on a port of its own. */
export interface LabServer {
  readonly port: number;
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface ServerSettings {
  readonly name: string;
  readonly handler: Handler;
  readonly seen: SeenRequest[];
  /** With certificates it speaks HTTPS. */
  readonly certificates?: Certificates;
}

/** Starts a server; every request is noted before it is answered. */
export async function startServer({ name, handler, seen, certificates }: ServerSettings): Promise<LabServer> {
  const listener: RequestListener = (request, response) => {
    seen.push({ server: name, method: request.method ?? "", path: request.url ?? "" });
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      response.writeHead(500, { "Content-Type": "text/plain" }).end(`lab server ${name}: ${String(error)}`);
    });
  };
  const server =
    certificates === undefined
      ? http.createServer(listener)
      : https.createServer({ cert: certificates.cert, key: certificates.key }, listener);
  return await listen(server);
}

export async function listen(server: Server): Promise<LabServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // A child that is killed resets its connections.
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** The body of a request, as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
