import type { Server } from "node:net";
import { Server as TlsServer } from "node:tls";
import { startDatabases } from "./databases.ts";
import { startEndpoints } from "./endpoints.ts";
import { faultOf, MOVED, type LabFault } from "./faults.ts";
import { hostMap, portFor } from "./host-map.ts";
import { answerFor, type SocketMap } from "./name-table.ts";
import { faultyFront } from "./play-fault.ts";
import { amqpServer, speaksAmqp } from "./servers/amqp.ts";
import { dataPlane, type DataPlaneSettings } from "./servers/data-plane.ts";
import { entraServer } from "./servers/entra.ts";
import type { LabServer } from "./servers/listen.ts";
import { metadataServer } from "./servers/metadata.ts";
import { proxyServer } from "./servers/proxy.ts";
import type { RunningLab } from "./start.ts";
import { filesRootOf, type Parts, type Resources } from "./started-parts.ts";

/** Starts every server of a scenario on loopback, and maps the simulated network to them. */
export async function startServers(
  parts: Parts,
  storage: Pick<DataPlaneSettings, "azurite" | "readsAzurite">,
  resources: Resources,
): Promise<Pick<RunningLab, "map" | "dataHash" | "acts">> {
  const { scenario, note } = parts;
  const servers = new Map<number, Server>();
  const start = async (server: Server) => {
    const listening = await resources.server(server);
    servers.set(listening.port, server);
    return listening;
  };
  let map: SocketMap = { routes: {}, names: {} };
  const data = dataPlane({ ...parts, ...storage });
  const [metadata, entra, dataServer, amqp, proxy, endpoints, databases] = await Promise.all([
    scenario.metadata === "refused" ? undefined : start(metadataServer(parts)),
    start(entraServer(parts)),
    start(data.server),
    scenario.resources.some(speaksAmqp)
      ? amqpServer({ ...parts, stateOf: data.stateOf, record: data.record }).then(start)
      : undefined,
    scenario.proxy === undefined
      ? undefined
      : start(proxyServer((host, port) => portFor(map, host, port), note, scenario.proxyWantsLogin)),
    startEndpoints(parts, filesRootOf(resources.folder), start),
    startDatabases(parts, start),
  ]);
  map = hostMap(scenario, {
    metadata: metadata?.port,
    entra: entra.port,
    dataPlane: dataServer.port,
    amqp: amqp?.port,
    proxy: proxy?.port,
    endpoints,
    databases,
  });
  const { fault } = scenario;
  if (fault !== undefined) map = await withFaultyServer(map, fault, servers, parts, start);
  return { map, dataHash: data.dataHash, acts: () => data.record.all() };
}

type Noted = NonNullable<SocketMap["noted"]>;

/** The map in which what stands at the fault's place behaves as the fault says. */
async function withFaultyServer(
  map: SocketMap,
  fault: LabFault,
  servers: ReadonlyMap<number, Server>,
  { certificates }: Parts,
  start: (server: Server) => Promise<LabServer>,
): Promise<SocketMap> {
  const found = faultOf(fault);
  const at = fault.at.lastIndexOf(":");
  const [host, port] = [fault.at.slice(0, at), fault.at.slice(at + 1)];
  const isPlaced = ["connection", "tls", "answer", "stream"].includes(found.kind);
  const isMoving = found.kind === "name" && JSON.stringify(found.play).includes(MOVED.later);
  if (found.kind === "name" && !isMoving) {
    return noting(map, fault, found.ipv6Lost === true ? { places: map.lost ?? [] } : { names: [host] });
  }
  if (!isPlaced && !isMoving) return map;
  const answer = answerFor(map.names, host);
  const addresses = typeof answer === "object" && "addresses" in answer ? answer.addresses : [];
  const places = addresses.map((address) => `${address}:${port}`).filter((place) => place in map.routes);
  const server = servers.get(map.routes[places[0] ?? ""] ?? 0);
  if (server === undefined) throw new Error(`the lab has no server at ${fault.at}`);
  // A database shows its certificate within its own protocol, and says there what is spoilt (databases.ts).
  if ((found.kind === "tls" || found.kind === "stream") && !(server instanceof TlsServer)) return map;
  const rest = Object.entries(map.routes).filter(([place]) => isMoving || !places.includes(place));
  const routes = Object.fromEntries(rest);
  if (found.kind === "connection" && found.play === "refused") {
    return noting({ ...map, routes }, fault, { places });
  }
  const front = await start(faultyFront(server, found, fault, certificates.faulty?.tls ?? {}));
  const moved = isMoving ? [`${MOVED.later}:${port}`] : places;
  return { ...map, routes: { ...routes, ...Object.fromEntries(moved.map((place) => [place, front.port])) } };
}

function noting(map: SocketMap, { notes }: LabFault, what: Omit<Noted, "file">): SocketMap {
  return notes === undefined ? map : { ...map, noted: { file: notes, ...what } };
}
