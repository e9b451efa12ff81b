import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { realWorld } from "../world/real-world.ts";
import { parseEnvFrom, worldOfApp } from "../collect/env-from.ts";
import type { Environment, World } from "../world/world.ts";
import { startAzurite, type Azurite } from "./azurite.ts";
import { makeCertificates, type Certificates } from "./certificates.ts";
import { VM } from "./contoso.ts";
import { certificateWishes } from "./endpoints.ts";
import { makeHostFiles } from "./host-files.ts";
import { labWorld } from "./lab-world.ts";
import type { SocketMap } from "./name-table.ts";
import { SERVER_THUMBPRINT, type Scenario } from "./scenario.ts";
import type { Acts } from "./servers/act-record.ts";
import type { NoteRequest, SeenRequest } from "./servers/listen.ts";
import { startServers } from "./start-servers.ts";
import { filesRootOf, Resources, type Parts } from "./started-parts.ts";
import { resourcesOf } from "./storage-accounts.ts";
import { makeTokenSigner } from "./tokens.ts";
import { installTools } from "./tools.ts";
import { noted, noting, tokenFault, withFault } from "./with-fault.ts";

/** A simulated host with its servers running. */
export interface RunningLab {
  readonly world: World;
  /** Environment of the app: the shell's, unless the scenario's arguments take another (`--env-from`). */
  readonly appEnv: Environment;
  readonly scenario: Scenario;
  /** Who answers authorised storage requests; `gate` also when Azurite turned out not to serve. */
  readonly storageBackend: "azurite" | "gate";
  /** The simulated network: addresses and ports, and the ports on 127.0.0.1 that play them. */
  readonly map: SocketMap;
  /** File of the authority that all its TLS servers are certified by. */
  readonly caFile: string;
  /** Folder that holds the files of the host below their own paths. */
  readonly filesRoot: string;
  /** Changes when anything that a resource of the scenario holds changes, storage accounts included. */
  dataHash(): Promise<string>;
  /** What was done with what they hold, each act judged by itself; what Azurite does only where it was waited for. */
  acts(): Promise<Acts>;
  /** What the servers have seen, in order. */
  requests(): readonly SeenRequest[];
  /** Stops everything and removes the temporary folder; may be called twice. */
  close(): Promise<void>;
}

export interface LabOptions {
  /**
   * False: the gate answers alone, as it does where Azurite is not installed. `wait`: nothing begins before Azurite
   * serves, however busy the machine is, and all it holds is read after each request; otherwise the gate answers alone
   * where it is late.
   */
  readonly azurite?: boolean | "wait";
  /** Clock of the servers. Another one than the machine's turns Azurite off, whose clock cannot be set. */
  readonly now?: () => number;
}

/** Azurite needs about a second; a caller of the gate has no more patience than ten. */
const READY_MS = 6000;
const PATIENT_READY_MS = 60_000;

/**
 * Starts the servers of a scenario on loopback and gives the world in which the ordinary pipeline runs.
 *
 * @example
 * const lab = await startLab(findScenario("leftover-secret"));
 * try { await probe(lab.world, …); } finally { await lab.close(); }
 */
export async function startLab(declared: Scenario, options: LabOptions = {}): Promise<RunningLab> {
  // The clock of this machine is the host's; it is the servers that have another one.
  const scenario = withFault(declared);
  const aheadMs = (scenario.hostClockAheadSeconds ?? 0) * 1000;
  const now = options.now ?? (() => Date.now() - aheadMs);
  const folder = await mkdtemp(path.join(os.tmpdir(), "credprobe-lab-"));
  const resources = new Resources(folder, now, noted(now, "clock", scenario));
  try {
    return await startParts(scenario, options, resources);
  } catch (error) {
    await resources.close();
    throw error;
  }
}

async function startParts(
  declared: Scenario,
  options: LabOptions,
  resources: Resources,
): Promise<RunningLab> {
  const { folder, now } = resources;
  const [certificates, signer] = await Promise.all([
    makeCertificates(folder, certificateWishes(declared)),
    makeTokenSigner(now, hostResourceId(declared), tokenFault(declared)),
  ]);
  const scenario = { ...declared, env: withThumbprint(declared.env, certificates) };
  const seen: SeenRequest[] = [];
  const note: NoteRequest = (request) => seen.push(request);
  const [filesRoot, tools] = [filesRootOf(folder), path.join(folder, "bin")];
  const [{ map: files, registered }] = await Promise.all([
    makeHostFiles({ scenario, root: filesRoot, signer, now }),
    installTools(tools, scenario, signer),
  ]);
  const parts = { scenario, certificates, registered, signer: noting(signer, scenario), now, note };
  const isItsClock = options.now === undefined && scenario.hostClockAheadSeconds === undefined;
  const wantsAzurite = options.azurite !== false && isItsClock;
  const waits = options.azurite === "wait";
  const readyMs = waits ? PATIENT_READY_MS : READY_MS;
  const azurite = wantsAzurite ? await storageBehindGate(parts, resources, readyMs) : undefined;
  if (waits) await azurite?.settled;
  const storage = { azurite, readsAzurite: waits };
  const { map, dataHash, acts } = await startServers(parts, storage, resources);
  const { caFile } = certificates;
  const clock = options.now ?? Date.now;
  const world = await labWorld({ scenario, folder, caFile, map, files, tools, now: clock });
  return {
    world,
    appEnv: await appEnvironment(world, scenario),
    scenario,
    map,
    caFile,
    filesRoot,
    dataHash,
    acts,
    get storageBackend() {
      return azurite?.isServing() === true ? "azurite" : "gate";
    },
    requests: () => [...seen],
    close: () => resources.close(),
  };
}

async function appEnvironment(world: World, { args }: Scenario): Promise<Environment> {
  const at = args.indexOf("--env-from");
  const from = at < 0 ? undefined : parseEnvFrom(args[at + 1] ?? "");
  if (from === undefined || "problem" in from) return world.env;
  const app = await worldOfApp(from, world);
  return "world" in app ? app.world.env : world.env;
}

function withThumbprint(env: Scenario["env"], { server, selfSigned }: Certificates): Scenario["env"] {
  const { thumbprint } = selfSigned ?? server;
  const entries = Object.entries(env).map(([name, value]) => [
    name,
    value === SERVER_THUMBPRINT ? thumbprint : value,
  ]);
  return Object.fromEntries(entries) as Scenario["env"];
}

function hostResourceId(scenario: Scenario): string {
  return scenario.hostResourceId ?? scenario.identities.systemAssigned?.resourceId ?? VM.resourceId;
}

async function storageBehindGate(
  { scenario, certificates, signer, note }: Parts,
  resources: Resources,
  readyMs: number,
): Promise<Azurite | undefined> {
  const { execArgv } = realWorld().isolate;
  const { folder } = resources;
  const settings = { folder, execArgv, certificates, signer, note, readyMs };
  const azurite = await startAzurite(resourcesOf(scenario), settings);
  resources.add(() => azurite?.close());
  return azurite;
}
