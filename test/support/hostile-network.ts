import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { fileURLToPath, pathToFileURL } from "node:url";
import { answering, listen, readBytes } from "../../src/lab/servers/listen.ts";
import type { SocketMap } from "../../src/lab/name-table.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { World } from "../../src/world/world.ts";
import { compiledUrl } from "../../src/lab/compiled-url.ts";
import { built } from "./built.ts";
import { loadedGuard } from "./guard.ts";
import { worldWith } from "./slow-world.ts";

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
  readonly isAuthorized: boolean;
  /** Numbers of the tokens in it, wherever they stood. */
  readonly tokens: readonly number[];
  /** All of it. */
  readonly text: string;
}

/** What whoever answers says, to everything. */
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
  /** From now on. */
  answer(next: HostileAnswer): void;
  /** A folder of its own, which ends with it. */
  readonly folder: string;
  close(): Promise<void>;
}

export async function hostileNetwork(hosts: readonly string[]): Promise<HostileNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-hostile-"));
  const { makeCertificates } =
    await built<typeof import("../../src/lab/certificates.ts")>("lab/certificates.js");
  const wishes = { addresses: [], intercepted: undefined, selfSigned: false };
  const genuine = await makeCertificates(folder, { ...wishes, hosts });
  const arrivals: Arrival[] = [];
  let answer: HostileAnswer = { status: 200, headers: {}, body: "{}" };
  const note = (scheme: Arrival["scheme"], host: string, text: string) => {
    const tokens = [...text.matchAll(new RegExp(`${MARK}(\\d+)-`, "g"))].map(([, found]) => Number(found));
    arrivals.push({ scheme, host, isAuthorized: /^authorization:/im.test(text), tokens, text });
  };
  const serve = (scheme: Arrival["scheme"]) =>
    answering(async (request, response) => {
      const body = await readBytes(request);
      const head = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`);
      note(scheme, request.headers.host ?? "", [request.url, ...head, body.toString("latin1")].join("\n"));
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      response.writeHead(answer.status).end(answer.body);
    });
  const noteBytes = (socket: TLSSocket) => {
    const { servername } = socket as TLSSocket & { readonly servername?: string | false };
    const host = servername || "";
    socket
      .on("error", () => {})
      .on("data", (bytes: Buffer) => note("tls", host, bytes.toString("latin1").replaceAll("\0", "")));
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
  const [http = 0, https = 0, tls = 0, ...ofOthers] = servers.map(({ port }) => port);
  const [untrusted = 0, otherName = 0, untrustedTls = 0, otherNameTls = 0] = ofOthers;
  const routes: Record<string, number> = {};
  for (const port of [80, 8080]) routes[`${EVERYWHERE}:${port}`] = http;
  for (const port of [443, 8443, 44_300]) routes[`${EVERYWHERE}:${port}`] = https;
  for (const port of [5671, 1433, 5432, 3306, 6380, 10_000]) routes[`${EVERYWHERE}:${port}`] = tls;
  for (const address of UNTRUSTED) {
    routes[`${address}:443`] = untrusted;
    routes[`${address}:5671`] = untrustedTls;
  }
  routes[`${OTHER_NAME}:443`] = otherName;
  routes[`${OTHER_NAME}:5671`] = otherNameTls;
  return {
    map: { routes, names: { "*": { addresses: [EVERYWHERE] } } },
    caFile,
    arrivals,
    answer: (next) => void (answer = next),
    folder,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A process that asks with the product's own clients, one question after the other. */
export interface Asker {
  ask(question: object): Promise<readonly { status?: number; notSent?: string; failure?: string }[]>;
  end(): Promise<void>;
}

const CHILD = fileURLToPath(new URL("../promises/ask-child.mjs", import.meta.url));

/** Starts it in the network; `names` are those that lead elsewhere, and an array is one answer after the other. */
export async function startAsker(
  { map, caFile, folder }: Pick<HostileNetwork, "map" | "caFile" | "folder">,
  options: { readonly names?: Readonly<Record<string, readonly string[]>>; readonly trustsAll?: true } = {},
): Promise<Asker> {
  const preload = await preloadFile(folder, preloadText(map, options.names ?? {}));
  const args = ["--import", loadedGuard(), "--import", preload, CHILD];
  const child = spawn(process.execPath, args, {
    env: {
      NODE_EXTRA_CA_CERTS: caFile,
      // Only the product's own guard stands between the token and whoever asks for it.
      ...(options.trustsAll === true ? { NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_NO_WARNINGS: "1" } : {}),
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const next = nextLine(lines, child);
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await next()) as { status?: number; notSent?: string }[];
    },
    async end() {
      child.stdin.end();
      await new Promise((resolve) => (child.exitCode === null ? child.once("close", resolve) : resolve(0)));
    },
  };
}

async function preloadFile(folder: string, text: string): Promise<string> {
  const preload = join(await mkdtemp(join(folder, "preload-")), "preload.mjs");
  await writeFile(preload, text);
  return pathToFileURL(preload).href;
}

/**
 * The world of a lab in which everybody else is hostile, and what listens at `taken` of the simulated network, too:
 * whoever answers there has the certificates for it.
 */
export async function hostileWorld(
  lab: RunningLab,
  network: HostileNetwork,
  taken: (address: string) => boolean,
): Promise<World> {
  const { map, caFile, folder } = network;
  const https = map.routes[`${EVERYWHERE}:443`] ?? 0;
  const own = Object.entries(lab.map.routes).map(([at, port]) => [at, taken(at) ? https : port]);
  const changed = {
    ...lab.map,
    routes: { ...map.routes, ...(Object.fromEntries(own) as SocketMap["routes"]) },
    names: { ...map.names, ...lab.map.names },
  };
  const both = join(folder, "both.pem");
  await writeFile(both, `${await readFile(caFile, "utf8")}\n${await readFile(lab.caFile, "utf8")}`);
  const world = await worldWith(lab, changed, folder);
  const { isolate } = world;
  return { ...world, isolate: { ...isolate, env: { ...isolate.env, NODE_EXTRA_CA_CERTS: both } } };
}

/** A name with several addresses has another one at each look-up: DNS rebinding. */
function preloadText(map: SocketMap, names: Readonly<Record<string, readonly string[]>>): string {
  return `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};
const map = ${JSON.stringify(map)};
for (const [name, answers] of Object.entries(${JSON.stringify(names)})) {
  let count = 0;
  Object.defineProperty(map.names, name, {
    enumerable: true,
    get: () => ({ addresses: [answers[count++ % answers.length]] }),
  });
}
installSocketMap(map);
`;
}

function nextLine(lines: Interface, child: ChildProcess): () => Promise<string> {
  const iterator = lines[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await iterator.next();
    if (done === true) throw new Error(`the child ended with ${child.exitCode}`);
    return value;
  };
}
