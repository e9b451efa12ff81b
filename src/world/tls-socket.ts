import { connect, type TLSSocket } from "node:tls";
import type { Exchange } from "../model/report.ts";

export type FailureStage = NonNullable<Exchange["failure"]>["stage"];

/** A connection under way: how far it is, and when it is there. */
export interface OpeningSocket {
  readonly socket: TLSSocket;
  readonly opened: Promise<void>;
  stage(): FailureStage;
}

/** Opens a TLS connection with the checks of Node's own HTTPS client. Whoever asked for it destroys it. */
export function openTls(host: string, port: number): OpeningSocket {
  let stage: FailureStage = "dns";
  const socket = connect({ host, port, servername: host, rejectUnauthorized: true });
  socket.once("lookup", (error: Error | null) => {
    if (error === null) stage = "tcp";
  });
  socket.once("connect", () => {
    stage = "tls";
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.once("secureConnect", () => {
      stage = "response";
      resolve();
    });
    // It stays: an error that nobody listens to would end the process.
    socket.on("error", reject);
  });
  return { socket, opened, stage: () => stage };
}
