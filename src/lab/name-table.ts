import { isIP } from "node:net";
import { notePlay } from "./plays.ts";

/** What a name server says to a name; `silent` never answers at all. */
export type NameAnswer =
  | {
      readonly addresses: readonly string[];
      readonly aliases?: Aliases;
      /** What later look-ups of the same process get. */
      readonly later?: readonly string[];
    }
  | { readonly error: "ENOTFOUND" | "EAI_AGAIN"; readonly aliases?: Aliases }
  | "silent";

/** Names that a name leads to, one after the other (CNAME); what is said of it is said of the last one. */
type Aliases = readonly string[];

/** The simulated network as plain data: it is written into the preload file of every child. */
export interface SocketMap {
  /** `address:port` of the simulated network to the port on 127.0.0.1 that plays it. */
  readonly routes: Readonly<Record<string, number>>;
  /** `address:port`s of the simulated network at which every packet is lost. */
  readonly lost?: readonly string[];
  /** Answers of the name server; `*` stands for every name that has none of its own. */
  readonly names: Readonly<Record<string, NameAnswer>>;
  /** What is noted, and in which file: look-ups of these names, connections to these `address:port`s. */
  readonly noted?: {
    readonly file: string;
    readonly names?: readonly string[];
    readonly places?: readonly string[];
  };
}

export type Names = SocketMap["names"];

const LOOPBACK_NAME = "localhost";

/** What the scenario's name server says to a name; names that are not in the table do not exist. */
export function answerFor(names: Names, host: string): NameAnswer {
  if (isIP(host) !== 0) return { addresses: [host] };
  const name = host.toLowerCase().replace(/\.$/, "");
  // Real systems answer this one from a file of their own, without any name server.
  if (name === LOOPBACK_NAME) return { addresses: ["127.0.0.1"] };
  return names[name] ?? answerForAlias(names, name) ?? names["*"] ?? { error: "ENOTFOUND" };
}

const lookedUp = new Set<string>();

/** What this process is told when it looks a name up: the answer may change after the first time. */
export function lookUp({ names, noted }: Pick<SocketMap, "names" | "noted">, host: string): NameAnswer {
  const answer = answerFor(names, host);
  if (noted?.names?.includes(host.toLowerCase()) === true) notePlay(noted.file);
  if (answer === "silent" || "error" in answer || answer.later === undefined) return answer;
  if (lookedUp.has(host)) return { ...answer, addresses: answer.later };
  lookedUp.add(host);
  return answer;
}

/** An alias has the addresses of the name that leads to it, and the aliases behind it. */
function answerForAlias(names: Names, name: string): NameAnswer | undefined {
  for (const answer of Object.values(names)) {
    if (answer === "silent") continue;
    const { aliases = [] } = answer;
    const at = aliases.indexOf(name);
    if (at >= 0) return { ...answer, aliases: aliases.slice(at + 1) };
  }
  return undefined;
}

/** Port on 127.0.0.1 that plays an address and port, `undefined` when nothing listens there. */
export function routeTo(map: SocketMap, address: string, port: number): number | undefined {
  return map.routes[`${address}:${port}`];
}
