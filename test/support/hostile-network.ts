import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { answering, listen, readBytes } from "../../src/lab/servers/listen.ts";
import type { SocketMap } from "../../src/lab/name-table.ts";
import { built } from "./built.ts";

/** What the signature of each token of a test begins with; its audience's number follows. */
const MARK = "lab-fake-signature-";

/** A token of nobody's, for an audience; where it comes to, it is known again by `number`. */
export function fakeToken(audience: string, number: number, principalId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { aud: audience, oid: principalId, tid: "11111111-1111-4111-8111-111111111111" };
  return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.${MARK}${number}-`;
}

/** Something that came to a server of the network. */
export interface Arrival {
  readonly scheme: "http" | "https" | "tls";
  readonly host: string;
  /** Of a request over HTTP; empty where another protocol is spoken. */
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Numbers of the tokens in it, wherever they stood. */
  readonly tokens: readonly number[];
  /** All of it. */
  readonly text: string;
}

/** What whoever answers says. */
export interface HostileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

export const EVERYWHERE = "203.0.113.66";
/** Behind these addresses stands somebody whose certificate is of an authority that nobody trusts ... */
export const UNTRUSTED = ["203.0.113.67", "10.0.0.4", "127.0.0.1", "169.254.169.254", "fd00::1"] as const;
/** ... and here one whose certificate is trusted, for this address and for no name. */
export const OTHER_NAME = "203.0.113.68";

/** Servers that note whatever comes to them, for every name and port that a token could be sent to. */
export interface HostileNetwork {
  /** Whatever is not named otherwise leads to {@link EVERYWHERE}. */
  readonly map: SocketMap;
  readonly caFile: string;
  readonly arrivals: readonly Arrival[];
  /** How many connections came to {@link UNTRUSTED} and {@link OTHER_NAME}, whatever became of them. */
  readonly strangersCalled: () => number;
  /** From now on, to everything or by what is asked. */
  answer(next: HostileAnswer | ((path: string) => HostileAnswer)): void;
  /** A folder of its own, which ends with it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** `addresses` are those that are called by address over TLS, and whose certificate has to be good. */
export async function hostileNetwork(
  hosts: readonly string[],
  addresses: readonly string[] = [],
): Promise<HostileNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-hostile-"));
  const { makeCertificates } =
    await built<typeof import("../../src/lab/certificates.ts")>("lab/certificates.js");
  const wishes = { addresses: [], intercepted: undefined, selfSigned: false };
  const genuine = await makeCertificates(folder, { ...wishes, hosts, addresses });
  const arrivals: Arrival[] = [];
  let answerTo = (_path: string): HostileAnswer => ({ status: 200, headers: {}, body: "{}" });
  const note = (came: Omit<Arrival, "tokens">) => {
    const found = came.text.matchAll(new RegExp(`${MARK}(\\d+)-`, "g"));
    arrivals.push({ ...came, tokens: [...found].map(([, number]) => Number(number)) });
  };
  const serve = (scheme: Arrival["scheme"]) =>
    answering(async (request, response) => {
      const body = (await readBytes(request)).toString("latin1");
      const { method = "", url: path = "", headers } = request;
      const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      const text = [path, ...head, body].join("\n");
      note({ scheme, host: headers.host ?? "", method, path, headers, body, text });
      const answer = answerTo(path);
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      response.writeHead(answer.status).end(answer.body);
    });
  const noteBytes = (socket: TLSSocket) => {
    const { servername } = socket as TLSSocket & { readonly servername?: string | false };
    const host = servername || "";
    socket
      .on("error", () => {})
      .on("data", (bytes: Buffer) => {
        const text = bytes.toString("latin1").replaceAll("\0", "");
        note({ scheme: "tls", host, method: "", path: "", headers: {}, body: text, text });
      });
  };
  const own = await mkdtemp(join(folder, "other-"));
  const others = await makeCertificates(own, { ...wishes, hosts, addresses: [OTHER_NAME], selfSigned: true });
  const ofOtherName = others.selfSigned?.tls ?? {};
  const caFile = join(own, "trusted.pem");
  await writeFile(caFile, `${genuine.ca}\n${String(ofOtherName.cert)}`);
  const servers = await Promise.all([
    listen(createHttpServer(serve("http"))),
    listen(createHttpsServer(genuine.server.tls, serve("https"))),
    listen(createTlsServer(genuine.server.tls, noteBytes)),
    listen(createHttpsServer(others.server.tls, serve("https"))),
    listen(createHttpsServer(ofOtherName, serve("https"))),
    listen(createTlsServer(others.server.tls, noteBytes)),
    listen(createTlsServer(ofOtherName, noteBytes)),
  ]);
  let calls = 0;
  for (const { server } of servers.slice(3)) server.on("connection", () => void (calls += 1));
  const [http = 0, https = 0, tls = 0, ...ofOthers] = servers.map(({ port }) => port);
  const [untrusted = 0, otherName = 0, untrustedTls = 0, otherNameTls = 0] = ofOthers;
  const routes: Record<string, number> = {};
  for (const port of [80, 8080]) routes[`${EVERYWHERE}:${port}`] = http;
  for (const port of [443, 8443, 44_300]) routes[`${EVERYWHERE}:${port}`] = https;
  for (const port of [5671, 1433, 5432, 3306, 6380, 10_000]) routes[`${EVERYWHERE}:${port}`] = tls;
  for (const address of UNTRUSTED) {
    routes[`${address}:80`] = http;
    routes[`${address}:443`] = untrusted;
    routes[`${address}:5671`] = untrustedTls;
  }
  routes[`${OTHER_NAME}:443`] = otherName;
  routes[`${OTHER_NAME}:5671`] = otherNameTls;
  return {
    map: { routes, names: { "*": { addresses: [EVERYWHERE] } } },
    caFile,
    arrivals,
    strangersCalled: () => calls,
    answer: (next) => void (answerTo = typeof next === "function" ? next : () => next),
    folder,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
