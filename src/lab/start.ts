import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { World } from "../world/world.ts";
import { realWorld } from "../world/real-world.ts";
import { findAzurite, startAzurite, type Azurite } from "./azurite.ts";
import { makeCertificates, type Certificates } from "./certificates.ts";
import { app } from "./contoso.ts";
import { routeTo, type SocketMap } from "./name-table.ts";
import type { Scenario } from "./scenario.ts";
import { startEntra } from "./servers/entra.ts";
import type { LabServer, SeenRequest } from "./servers/lab-server.ts";
import { startMetadata } from "./servers/metadata.ts";
import { startProxy } from "./servers/proxy.ts";
import { gateBackend, type StorageBackend } from "./servers/storage-backend.ts";
import { startStorage } from "./servers/storage.ts";
import { tokenIssuer, type TokenIssuer } from "./tokens.ts";

/** Pretend addresses of the simulated network; connections to them lead to loopback. */
const ADDRESSES = {
  metadata: "169.254.169.254",
  login: "20.190.160.20",
  storage: "20.60.0.10",
  proxy: "10.1.0.4",
} as const;

export interface LabOptions {
  /** False: the gate answers alone even where Azurite is installed. */
  readonly azurite?: boolean;
  readonly now?: () => number;
}

export interface RunningLab {
  readonly world: World;
  readonly scenario: Scenario;
  readonly storageBackend: "azurite" | "gate";
  /** Requests seen so far, in order. */
  requests(): readonly SeenRequest[];
  /** Stops everything and removes the run's folder; may be called twice. */
  close(): Promise<void>;
}

/** A simulated Azure host on loopback, and the world a probe sees in it. */
export async function startLab(scenario: Scenario, options: LabOptions = {}): Promise<RunningLab> {
  const { now = Date.now } = options;
  const folder = await mkdtemp(join(tmpdir(), "credprobe-lab-"));
  const servers: LabServer[] = [];
  const seen: SeenRequest[] = [];
  let azurite: Azurite | undefined;
  const close = async () => {
    azurite?.close();
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const [certificates, tokens] = await Promise.all([makeCertificates(folder), tokenIssuer(now)]);
    const entry = options.azurite === false || scenario.storage.length === 0 ? undefined : findAzurite();
    if (entry !== undefined) {
      const token = () => tokens.forApplication(app, "https://storage.azure.com");
      azurite = startAzurite(entry, { accounts: scenario.storage, certificates, folder, token, seen });
    }
    const gate = { scenario, tokens, now, backend: eventually(azurite?.backend) };
    const map = await startServers({ scenario, tokens, certificates, seen, now, gate }, servers);
    return {
      world: await labWorld(scenario, folder, certificates, map, now),
      scenario,
      storageBackend: azurite === undefined ? "gate" : "azurite",
      requests: () => seen,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly scenario: Scenario;
  readonly tokens: TokenIssuer;
  readonly certificates: Certificates;
  readonly seen: SeenRequest[];
  readonly now: () => number;
  readonly gate: Parameters<typeof startStorage>[0];
}

async function startServers(parts: Parts, servers: LabServer[]): Promise<SocketMap> {
  const { scenario, tokens, certificates, seen, now, gate } = parts;
  const [metadata, entra, storage] = await Promise.all([
    startMetadata(scenario, tokens, seen, now),
    startEntra(scenario, tokens, certificates, seen, now),
    startStorage(gate, certificates, seen),
  ]);
  servers.push(...[metadata, entra, storage].filter((server) => server !== undefined));
  const map: SocketMap = {
    routes: {
      ...(metadata === undefined ? {} : { [`${ADDRESSES.metadata}:80`]: metadata.port }),
      [`${ADDRESSES.login}:443`]: entra.port,
      [`${ADDRESSES.storage}:443`]: storage.port,
    },
    names: {
      "login.microsoftonline.com": { addresses: [ADDRESSES.login] },
      ...Object.fromEntries(
        scenario.storage.map(({ name }) => [
          `${name}.blob.core.windows.net`,
          { addresses: [ADDRESSES.storage] },
        ]),
      ),
      ...scenario.names,
    },
  };
  return scenario.proxy === undefined ? map : await withProxy(map, scenario.proxy, seen, servers);
}

async function withProxy(
  map: SocketMap,
  at: string,
  seen: SeenRequest[],
  servers: LabServer[],
): Promise<SocketMap> {
  const portOf = (host: string, port: number) => {
    const answer = map.names[host];
    const address = typeof answer === "object" && "addresses" in answer ? answer.addresses[0] : undefined;
    return address === undefined ? undefined : routeTo(map, address, port);
  };
  const proxy = await startProxy(portOf, seen);
  servers.push(proxy);
  const [host = "", port = ""] = at.split(":");
  return {
    routes: { ...map.routes, [`${ADDRESSES.proxy}:${port}`]: proxy.port },
    names: { ...map.names, [host]: { addresses: [ADDRESSES.proxy] } },
  };
}

/** Azurite when it is up; until then a request waits, and without it the gate answers alone. */
function eventually(backend: Promise<StorageBackend | undefined> | undefined): StorageBackend {
  // A failed start must not be an unhandled rejection before the first request asks for it.
  const ready = (backend ?? Promise.resolve(undefined)).catch(() => undefined);
  return {
    answer: async (...request) => await ((await ready) ?? gateBackend).answer(...request),
  };
}

async function labWorld(
  scenario: Scenario,
  folder: string,
  certificates: Certificates,
  map: SocketMap,
  now: () => number,
): Promise<World> {
  const [bin, home] = [join(folder, "bin"), join(folder, "home")];
  const preload = join(folder, "preload.mjs");
  const installer = new URL("./socket-map.js", import.meta.url).href;
  await Promise.all([
    mkdir(bin),
    mkdir(home),
    writeFile(
      preload,
      `import { installSocketMap } from ${JSON.stringify(installer)};\ninstallSocketMap(${JSON.stringify(map)});\n`,
    ),
  ]);
  return {
    // Nothing of the real environment: no tool, no proxy, no credential of this machine.
    env: {
      PATH: bin,
      HOME: home,
      USERPROFILE: home,
      AZURE_CONFIG_DIR: join(home, ".azure"),
      ...scenario.env,
    },
    platform: process.platform,
    now,
    files: {
      exists: async (path) => path in scenario.files,
      readText: async (path) => scenario.files[path],
    },
    isolate: {
      execArgv: [...realWorld().isolate.execArgv, "--import", pathToFileURL(preload).href],
      env: { NODE_EXTRA_CA_CERTS: certificates.caFile },
    },
    console: { kind: "lab", isTTY: false },
    process: { uid: 1000, gid: 1000, groups: [1000] },
    lab: { scenario: scenario.name },
  };
}
