import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { request as sendRequest } from "node:https";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { killGroup, spawnGroup } from "../world/process-group.ts";
import type { Certificates } from "./certificates.ts";
import { compiledUrl } from "./compiled-url.ts";
import { SYSTEM_IDENTITY } from "./contoso.ts";
import type { LabStorageAccount } from "./scenario.ts";
import type { NoteRequest } from "./servers/listen.ts";
import { blobContent } from "./servers/storage-answers.ts";
import type { TokenSigner } from "./tokens.ts";

/** A running, or still starting, Azurite. */
export interface Azurite {
  /** False once it is known that it does not serve. */
  isServing(): boolean;
  /** Passes a request on and its answer back; false, with nothing sent, when Azurite is not there in time. */
  forward(account: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): Promise<void>;
}

export interface AzuriteSettings {
  readonly folder: string;
  readonly execArgv: readonly string[];
  readonly accounts: readonly LabStorageAccount[];
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly note: NoteRequest;
}

/** It needs about a second; a caller of the gate has no more patience than ten. */
const READY_MS = 6000;
const API_VERSION = "2021-12-02";
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

/** Main file of Azurite's blob service, `undefined` where Azurite is not installed (it is a development dependency). */
export function findAzurite(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("azurite/dist/src/blob/main.js");
  } catch {
    return undefined;
  }
}

/** Starts Azurite and fills it, without waiting for either. */
export async function startAzurite(main: string, settings: AzuriteSettings): Promise<Azurite> {
  const child = await spawnAzurite(main, settings);
  let isServing = true;
  const kill = () => {
    // Once it has ended, its group id may be another's.
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
  };
  const ready = portOf(child).then(async (port) => {
    await fill(port, settings);
    return port;
  });
  const port = withDeadline(ready).catch(() => undefined);
  void (async () => {
    if ((await port) === undefined) isServing = false;
  })();
  process.once("exit", kill);
  child.once("exit", () => {
    isServing = false;
    process.off("exit", kill);
  });
  return {
    isServing: () => isServing,
    async forward(account, request, response) {
      const found = await port;
      if (found === undefined || !isServing) return false;
      return await passOn(found, account, request, response, settings);
    },
    async close() {
      kill();
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
        await once(child, "exit");
    },
  };
}

async function spawnAzurite(main: string, settings: AzuriteSettings): Promise<ChildProcess> {
  const { folder, certificates, accounts, execArgv } = settings;
  const preload = path.join(folder, "azurite-preload.mjs");
  await writeFile(preload, preloadText());
  const flags = ["--oauth", "basic", "--cert", certificates.certFile, "--key", certificates.keyFile];
  const quiet = ["--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck"];
  const where = ["--blobHost", "127.0.0.1", "--blobPort", "0"];
  const options = [...execArgv, "--import", pathToFileURL(preload).href];
  const { SystemRoot } = process.env;
  const child = spawnGroup(process.execPath, [...options, main, ...flags, ...quiet, ...where], {
    env: {
      AZURITE_ACCOUNTS: accounts.map(({ name }) => `${name}:${ACCOUNT_KEY}`).join(";"),
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

/** Azurite may not call anybody, and ends with the process that holds the other end of its input. */
function preloadText(): string {
  return [
    `import { installSocketMap } from ${JSON.stringify(compiledUrl("socket-map"))};`,
    "installSocketMap({ routes: {}, names: {} });",
    'process.stdin.on("close", () => process.exit()).resume();',
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
      const port = /successfully listens on https:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

async function withDeadline<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Azurite is late")), READY_MS).unref();
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Creates the scenario's containers and blobs, as a principal that Azurite, which knows no roles, just believes. */
async function fill(port: number, { accounts, certificates, signer }: AzuriteSettings): Promise<void> {
  const { token } = await signer.forManagedIdentity(SYSTEM_IDENTITY, "https://storage.azure.com");
  const put = async (target: string, headers: Record<string, string>, body: string) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: target,
      method: "PUT",
      ca: certificates.ca,
      agent: false,
    };
    const all = { authorization: `Bearer ${token}`, "x-ms-version": API_VERSION, ...headers };
    const upstream = withHeaders(sendRequest(options), all);
    const [answer] = (await once(upstream.end(body), "response")) as [IncomingMessage];
    answer.resume();
    if (answer.statusCode !== 201) throw new Error(`Azurite answered ${answer.statusCode} to ${target}`);
  };
  for (const account of accounts) {
    for (const { name, blobs } of account.containers) {
      await put(`/${account.name}/${name}?restype=container`, {}, "");
      for (const blob of blobs) {
        const body = blobContent(blob);
        await put(`/${account.name}/${name}/${blob}`, { "x-ms-blob-type": "BlockBlob" }, body);
      }
    }
  }
}

async function passOn(
  port: number,
  account: string,
  request: IncomingMessage,
  response: ServerResponse,
  { certificates, note }: AzuriteSettings,
): Promise<boolean> {
  const target = `/${account}${request.url ?? "/"}`;
  const options = {
    ...{ host: "127.0.0.1", port, path: target, method: request.method ?? "GET" },
    ...{ ca: certificates.ca, agent: false },
  };
  note({ server: "azurite", method: options.method, path: target });
  const upstream = withHeaders(sendRequest(options), endToEnd(request.headers));
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
  const answer = await once(upstream, "response").catch(() => undefined);
  if (answer === undefined) return false;
  const [incoming] = answer as [IncomingMessage];
  response.writeHead(incoming.statusCode ?? 502, endToEnd(incoming.headers));
  incoming.on("error", () => response.destroy()).pipe(response);
  return true;
}

/** Headers of the options would be printed, token and all, when the lab is run with NODE_DEBUG=https. */
function withHeaders(request: ClientRequest, headers: Readonly<IncomingHttpHeaders>): ClientRequest {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) request.setHeader(name, value);
  return request;
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
