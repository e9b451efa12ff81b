import { isIP } from "node:net";
import type { NameAnswer } from "./scenario.ts";

/** The simulated network as plain data: it is written into the preload file of every child. */
export interface SocketMap {
  /** `address:port` of the simulated network to the port on 127.0.0.1 that plays it. */
  readonly routes: Readonly<Record<string, number>>;
  /** Answers of the name server; `*` stands for every name that has none of its own. */
  readonly names: Readonly<Record<string, NameAnswer>>;
}

export type Names = SocketMap["names"];

const LOOPBACK_NAME = "localhost";

/** What the scenario's name server says to a name; names that are not in the table do not exist. */
export function answerFor(names: Names, host: string): NameAnswer {
  if (isIP(host) !== 0) return { addresses: [host] };
  const name = host.toLowerCase().replace(/\.$/, "");
  // Real systems answer this one from a file of their own, without any name server.
  if (name === LOOPBACK_NAME) return { addresses: ["127.0.0.1"] };
  return names[name] ?? names["*"] ?? { error: "ENOTFOUND" };
}

/** Port on 127.0.0.1 that plays an address and port, `undefined` when nothing listens there. */
export function routeTo(map: SocketMap, address: string, port: number): number | undefined {
  return map.routes[`${address}:${port}`];
}
