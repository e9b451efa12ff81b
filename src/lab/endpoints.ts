import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CertificateWishes, FaultyCertificate } from "./certificates.ts";
import { faultOf, type LabFault } from "./faults.ts";
import type { LabEndpoint, Scenario } from "./scenario.ts";
import type { LabServer } from "./servers/listen.ts";
import { hostsOf } from "./servers/data-plane.ts";
import { platforms } from "./servers/platforms.ts";
import { platformServer, type PlatformSettings, type Proof } from "./servers/platform.ts";

/** Where the Arc agent puts its keys, each under a name of its own (chain.md section 3.2). */
const ARC_KEY_FILE = "/var/opt/azcmagent/tokens/4c3c8a3e-9d0d-4b0e-8e0f-2f6f3d7c1b55.key";

type Started = Omit<PlatformSettings, "endpoint" | "proof">;

/**
 * Starts the token endpoints of a scenario and gives the port on 127.0.0.1 of each, by its `address:port` of the
 * simulated network. What the Arc agent writes down comes below `filesRoot`.
 */
export async function startEndpoints(
  settings: Started,
  filesRoot: string,
  start: (server: ReturnType<typeof platformServer>) => Promise<LabServer>,
): Promise<Readonly<Record<string, number>>> {
  const listening = settings.scenario.endpoints.filter(({ behaviour }) => behaviour !== "refused");
  const routes = listening.map(async (endpoint): Promise<[string, number]> => {
    const proof = await proofOf(endpoint, settings.scenario, filesRoot);
    const { port } = await start(
      platformServer(platforms[endpoint.source], { ...settings, endpoint, proof }),
    );
    return [endpoint.at, port];
  });
  return Object.fromEntries(await Promise.all(routes));
}

async function proofOf(
  { source, secret, keyFile = ARC_KEY_FILE }: LabEndpoint,
  { files }: Scenario,
  filesRoot: string,
): Promise<Proof> {
  if (source !== "azure-arc") return { secret, keyFile };
  const key = `lab-fake-${randomBytes(24).toString("hex")}`;
  // A file that the scenario itself declares is the scenario's.
  if (!(keyFile in files)) {
    const file = path.join(filesRoot, keyFile);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, key, { mode: 0o600 });
  }
  return { secret: key, keyFile };
}

/** What the certificates of a scenario's servers have to be like. */
export function certificateWishes({
  endpoints,
  intercepted,
  resources,
  databases,
  fault,
}: Scenario): CertificateWishes {
  const overTls = endpoints.filter(({ source }) => platforms[source].tls);
  return {
    hosts: [...resources.flatMap(hostsOf), ...databases.map(({ host }) => host)],
    addresses: overTls.map(({ at }) => at.slice(0, at.lastIndexOf(":"))),
    intercepted,
    selfSigned: overTls.some(({ certificate }) => certificate === "self-signed"),
    faulty: fault && faultyCertificate(fault),
  };
}

/** A name that moves leads to somebody whom nobody has certified. */
function faultyCertificate(fault: LabFault): FaultyCertificate | undefined {
  const found = faultOf(fault);
  if (found.kind === "tls") return found.play;
  return found.kind === "name" ? "unknown-issuer" : undefined;
}
