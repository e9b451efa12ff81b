import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SocketMap } from "../../src/lab/name-table.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { SealedReport } from "../../src/report/seal.ts";
import type { World } from "../../src/world/world.ts";
import { built } from "./built.ts";
import { EVERYWHERE, type HostileNetwork } from "./hostile-network.ts";
import { NO_OPTIONS } from "./options.ts";
import { targetIn } from "./token-targets.ts";
import { worldWith } from "./world-with.ts";

/**
 * The world of a lab in which everybody else is hostile, and what listens at `taken` of the simulated network, too:
 * whoever answers there has the certificates for it.
 */
export async function hostileWorld(
  lab: RunningLab,
  network: HostileNetwork,
  taken: (address: string) => "http" | "https" | undefined,
): Promise<World> {
  const { map, caFile, folder } = network;
  const hostile = { http: map.routes[`${EVERYWHERE}:80`], https: map.routes[`${EVERYWHERE}:443`] };
  const own = Object.entries(lab.map.routes).map(([at, port]) => {
    const scheme = taken(at);
    return [at, scheme === undefined ? port : hostile[scheme]];
  });
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

/** What the product says when it is run there for the scenario's targets. */
export async function wholeRun({ targets }: Scenario, world: World): Promise<SealedReport> {
  const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
  const request = {
    targets: targets.flatMap((text) => targetIn(text)),
    cut: [],
    verbose: false,
    options: { ...NO_OPTIONS, timeoutSeconds: 5, deadlineSeconds: 40 },
  };
  return await probe(request, world, { signal: new AbortController().signal, onProgress: () => {} });
}
