import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import https from "node:https";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { Certificates } from "./certificates.ts";
import type { LabStorageAccount } from "./scenario.ts";
import type { SeenRequest } from "./servers/lab-server.ts";
import { azuriteBackend, type StorageBackend } from "./servers/storage-backend.ts";

const READY = /successfully listens on https:\/\/127\.0\.0\.1:(\d+)/;

/** An emulator that is not up by then is left alone: the gate then answers by itself. */
const START_LIMIT_MS = 15_000;

export interface AzuriteSettings {
  readonly accounts: readonly LabStorageAccount[];
  readonly certificates: Certificates;
  readonly folder: string;
  /** A token for Azure Storage; Azurite looks at its audience, issuer and times only. */
  readonly token: () => Promise<string>;
  /** Requests handed to the emulator are noted here. */
  readonly seen: SeenRequest[];
}

export interface Azurite {
  /** The running emulator with the scenario's containers; `undefined` when it did not come up. */
  readonly backend: Promise<StorageBackend | undefined>;
  close(): void;
}

/** Path of the emulator's blob service, `undefined` where the package is not installed (as with `npx`). */
export function findAzurite(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("azurite/dist/src/blob/main.js");
  } catch {
    return undefined;
  }
}

/** Starts Azurite with HTTPS and token checks, and fills it with the scenario's containers and blobs. */
export function startAzurite(entry: string, settings: AzuriteSettings): Azurite {
  const { accounts, certificates, folder } = settings;
  const keys = accounts.map(({ name }) => `${name}:${randomBytes(32).toString("base64")}`);
  const child = spawn(
    process.execPath,
    // A guard that the lab's own process was started with guards the emulator too.
    [
      ...process.execArgv,
      entry,
      ...["--oauth", "basic", "--cert", certificates.certFile, "--key", certificates.keyFile],
      ...["--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck"],
      ...["--blobHost", "127.0.0.1", "--blobPort", "0", "--location", folder],
    ],
    { env: { AZURITE_ACCOUNTS: keys.join(";") }, stdio: ["ignore", "pipe", "ignore"], windowsHide: true },
  );
  const stop = () => void child.kill("SIGKILL");
  // The lab's process may end without closing.
  process.once("exit", stop);
  return {
    backend: ready(child).then(async (port) => {
      if (port === undefined) return undefined;
      await fill(port, settings);
      return azuriteBackend(port, certificates.ca, settings.seen);
    }),
    close() {
      process.off("exit", stop);
      stop();
    },
  };
}

function ready(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), START_LIMIT_MS);
    const end = (port?: number) => {
      clearTimeout(timer);
      resolve(port);
    };
    child.once("error", () => end());
    child.once("exit", () => end());
    if (child.stdout === null) return end();
    createInterface({ input: child.stdout }).on("line", (line) => {
      const port = READY.exec(line)?.[1];
      if (port !== undefined) end(Number(port));
    });
  });
}

async function fill(port: number, { accounts, certificates, token }: AzuriteSettings): Promise<void> {
  const authorization = `Bearer ${await token()}`;
  const put = (path: string, headers: Readonly<Record<string, string>>, body = "") =>
    new Promise<void>((resolve, reject) => {
      const request = https.request(
        {
          host: "127.0.0.1",
          port,
          path,
          method: "PUT",
          ca: certificates.ca,
          headers: { ...headers, authorization, "x-ms-version": "2021-12-02", "content-length": body.length },
        },
        (response) => {
          response.resume().once("end", resolve);
          if (response.statusCode !== 201)
            reject(new Error(`Azurite answered ${response.statusCode} to ${path}`));
        },
      );
      request.once("error", reject);
      request.end(body);
    });
  for (const { name, containers } of accounts) {
    for (const container of containers) {
      await put(`/${name}/${container.name}?restype=container`, {});
      for (const blob of container.blobs) {
        await put(`/${name}/${container.name}/${blob}`, { "x-ms-blob-type": "BlockBlob" }, "lab\n");
      }
    }
  }
}
