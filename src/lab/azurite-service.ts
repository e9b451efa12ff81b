import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { killGroup, spawnGroup } from "../world/process-group.ts";
import { azuriteClient, fill, readBack, type AzuriteClient } from "./azurite-data.ts";
import type { Certificates } from "./certificates.ts";
import { compiledUrl } from "./compiled-url.ts";
import type { LabResource } from "./lab-resource.ts";
import type { NoteRequest } from "./servers/listen.ts";
import type { TokenSigner } from "./tokens.ts";

/** Services that Azurite plays; it knows neither Azure Files nor Data Lake. */
export const AZURITE_SERVICES = ["blob", "queue", "table"] as const;
export type AzuriteServiceName = (typeof AZURITE_SERVICES)[number];

/** One service of Azurite, running or still starting. */
export interface AzuriteService {
  /** False once it is known that it does not serve. */
  isServing(): boolean;
  /** Comes when it serves, or when it is known that it does not. */
  readonly settled: Promise<void>;
  forward(
    account: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<boolean>;
  contents(account: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface AzuriteSettings {
  readonly folder: string;
  readonly execArgv: readonly string[];
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly note: NoteRequest;
  /** How long it may take until it serves. */
  readonly readyMs: number;
}

const PRELOAD = "azurite-preload.mjs";
const ACCOUNT_KEY = Buffer.from("lab-fake-key-of-no-account").toString("base64");
/** Headers about one connection, which end at the gate. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "host",
  "upgrade",
  "te",
  "trailer",
]);

/** Main file of a service, `undefined` where Azurite is not installed (it is a development dependency). */
export function findAzurite(name: AzuriteServiceName): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`azurite/dist/src/${name}/main.js`);
  } catch {
    return undefined;
  }
}

/** Writes what every service loads before anything else: once, as one of them may be reading it already. */
export async function writePreload(folder: string): Promise<void> {
  await writeFile(path.join(folder, PRELOAD), preloadText());
}

/** Starts a service and fills it, without waiting for either. */
export function startAzuriteService(
  main: string,
  name: AzuriteServiceName,
  resources: readonly LabResource[],
  settings: AzuriteSettings,
): AzuriteService {
  const child = spawnAzurite(main, name, resources, settings);
  let isServing = true;
  const kill = () => {
    // Once it has ended, its group id may be another's.
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
  };
  const ready = portOf(child).then(async (port) => {
    const client = await azuriteClient(port, settings);
    await fill(client, name, resources);
    return client;
  });
  const client = withDeadline(ready, settings.readyMs).catch(() => undefined);
  const settled = (async () => {
    if ((await client) === undefined) isServing = false;
  })();
  process.once("exit", kill);
  child.once("exit", () => {
    isServing = false;
    process.off("exit", kill);
  });
  const serving = async () => {
    const found = await client;
    return isServing ? found : undefined;
  };
  return {
    isServing: () => isServing,
    settled,
    async forward(account, request, body, response) {
      const found = await serving();
      return found !== undefined && (await passOn(found, account, request, body, response, settings));
    },
    async contents(account) {
      const found = await serving();
      return found && (await readBack(found, name, account));
    },
    async close() {
      kill();
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
        await once(child, "exit");
    },
  };
}

function spawnAzurite(
  main: string,
  name: AzuriteServiceName,
  resources: readonly LabResource[],
  { folder, certificates, execArgv }: AzuriteSettings,
): ChildProcess {
  const preload = path.join(folder, PRELOAD);
  const flags = ["--oauth", "basic", "--cert", certificates.certFile, "--key", certificates.keyFile];
  const quiet = ["--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck"];
  const where = [`--${name}Host`, "127.0.0.1", `--${name}Port`, "0"];
  const options = [...execArgv, "--import", pathToFileURL(preload).href];
  const { SystemRoot } = process.env;
  const child = spawnGroup(process.execPath, [...options, main, ...flags, ...quiet, ...where], {
    env: {
      AZURITE_ACCOUNTS: resources.map((one) => `${one.name}:${ACCOUNT_KEY}`).join(";"),
      // Windows opens no socket without it.
      ...(SystemRoot === undefined ? {} : { SystemRoot }),
    },
    stdio: ["pipe", "pipe", "ignore"],
    // In memory or not, it looks for files where it stands.
    cwd: folder,
  });
  child.on("error", () => {});
  child.stdin?.on("error", () => {});
  return child;
}

/**
 * Azurite may not call anybody, and ends with the process that holds the other end of its input. It is asked for the
 * port itself: the table service prints the one that was asked for, which is 0.
 */
function preloadText(): string {
  return [
    `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};`,
    'import { Server } from "node:net";',
    "installSocketMap({ routes: {}, names: {} });",
    'process.stdin.on("close", () => process.exit()).resume();',
    "const { listen } = Server.prototype;",
    "Server.prototype.listen = function (...where) {",
    '  this.once("listening", () => console.log(`lab: listens on ${this.address().port}`));',
    "  return listen.apply(this, where);",
    "};",
    "",
  ].join("\n");
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Azurite ended before it listened")));
    if (child.stdout === null) return;
    // Read to the end: what else it prints must not fill the pipe.
    createInterface({ input: child.stdout }).on("line", (line) => {
      const port = /^lab: listens on (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

async function withDeadline<T>(promise: Promise<T>, readyMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Azurite is late")), readyMs).unref();
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function passOn(
  client: AzuriteClient,
  account: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  { note }: AzuriteSettings,
): Promise<boolean> {
  const { method = "GET", url = "/" } = request;
  const target = `/${account}${url}`;
  note({ server: "azurite", method, path: target });
  const upstream = client.open(method, target, endToEnd(request.headers));
  response.once("close", () => upstream.destroy());
  const answer = await once(upstream.end(body), "response").catch(() => undefined);
  if (answer === undefined) return false;
  const [incoming] = answer as [IncomingMessage];
  response.writeHead(incoming.statusCode ?? 502, endToEnd(incoming.headers));
  incoming.on("error", () => response.destroy()).pipe(response);
  return true;
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
