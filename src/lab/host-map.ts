import { isIP } from "node:net";
import { answerFor, routeTo, type NameAnswer, type Names, type SocketMap } from "./name-table.ts";
import type { LabResource } from "./lab-resource.ts";
import type { Scenario } from "./scenario.ts";
import { hostsOf } from "./servers/data-plane.ts";
import { labServices } from "./servers/services/index.ts";
import { resourcesOf } from "./storage-accounts.ts";

/** Ports of the lab's servers; one that is absent does not listen. */
export interface LabPorts {
  readonly metadata: number | undefined;
  readonly entra: number;
  readonly dataPlane: number;
  /** Where no resource speaks AMQP there is no server. */
  readonly amqp: number | undefined;
  readonly proxy: number | undefined;
  /** By host; those that refuse or lose connections have none. */
  readonly databases: Readonly<Record<string, number>>;
  /** Token endpoints of platforms, by their `address:port` of the simulated network. */
  readonly endpoints: Readonly<Record<string, number>>;
}

/**
 * Pretend addresses, of the block for documentation (RFC 5737): should a connection ever leave the simulated
 * network, there would be nobody at the other end.
 */
const ADDRESSES = {
  entra: "203.0.113.10",
  proxy: "203.0.113.20",
  dataPlane: "198.51.100.",
  database: "192.0.2.",
} as const;
/** The second name is where MSAL for Go and Java discovers the authority's instances. */
const LOGIN_HOSTS = ["login.microsoftonline.com", "login.microsoft.com"];
const METADATA = "169.254.169.254:80";

/** The simulated network of a scenario: what exists has an address, and at each address a server of the lab. */
export function hostMap(scenario: Scenario, ports: LabPorts): SocketMap {
  const listeners = [
    ...LOGIN_HOSTS.map((host) => ({ host, address: ADDRESSES.entra, service: 443, port: ports.entra })),
    ...resourcesOf(scenario).flatMap((resource, index) =>
      hostsOf(resource).flatMap((host) =>
        openPorts(resource, ports).map(([service, port]) => ({
          host,
          address: `${ADDRESSES.dataPlane}${(index % 254) + 1}`,
          service,
          port,
        })),
      ),
    ),
    ...databaseListeners(scenario, ports),
    ...proxyListener(scenario, ports),
  ];
  const names = namesOf(scenario, listeners);
  const routes = listeners.flatMap(({ host, address, service, port }) => {
    const answer = answerFor(names, host);
    if (port === undefined) return [];
    // A scenario may move a name to other addresses (a private endpoint): the server is there, too.
    const moved = typeof answer === "object" && "addresses" in answer ? answer.addresses : [];
    const open = moved.filter((one) => scenario.ipv6Lost !== true || isIP(one) !== 6);
    return [address, ...open].map((one): [string, number] => [`${one}:${service}`, port]);
  });
  if (ports.metadata !== undefined) routes.push([METADATA, ports.metadata]);
  return {
    routes: { ...Object.fromEntries(routes), ...ports.endpoints },
    names,
    lost: [
      ...databaseListeners(scenario, ports)
        .filter(({ isLost }) => isLost)
        .map(({ address, service }) => `${address}:${service}`),
      ...(scenario.ipv6Lost === true ? ipv6Of(names, new Set(listeners.map(({ service }) => service))) : []),
      ...(scenario.loginBlocked === true ? [`${ADDRESSES.entra}:443`] : []),
    ],
  };
}

/** The IPv6 addresses of all names, at all of these ports. */
function ipv6Of(names: Names, services: ReadonlySet<number>): string[] {
  return Object.values(names).flatMap((answer) =>
    typeof answer === "object" && "addresses" in answer
      ? answer.addresses
          .filter((address) => isIP(address) === 6)
          .flatMap((address) => [...services].map((service) => `${address}:${service}`))
      : [],
  );
}

function databaseListeners({ databases }: Scenario, ports: LabPorts) {
  return databases.map(({ host, port, network }, index) => ({
    host,
    address: `${ADDRESSES.database}${index + 1}`,
    service: port,
    port: ports.databases[host],
    isLost: network === "drops",
  }));
}

/** Ports at which a resource can be reached, and the lab's ports that play them. */
function openPorts(resource: LabResource, ports: LabPorts): (readonly [number, number])[] {
  const { amqp } = labServices[resource.service];
  const all = [
    [443, ports.dataPlane] as const,
    ...(amqp === undefined || ports.amqp === undefined ? [] : [[amqp.port, ports.amqp] as const]),
  ];
  return all.filter(([service]) => resource.closedPorts?.includes(service) !== true);
}

function proxyListener({ proxy }: Scenario, ports: LabPorts) {
  if (proxy === undefined || ports.proxy === undefined) return [];
  const [host = "", service = ""] = proxy.split(":");
  return [{ host, address: ADDRESSES.proxy, service: Number(service), port: ports.proxy }];
}

function namesOf(
  scenario: Scenario,
  listeners: readonly { readonly host: string; readonly address: string }[],
): Names {
  // A scenario that answers for every name answers for these as well.
  const ordinary = scenario.names["*"] === undefined ? listeners : [];
  const addresses = ordinary.map(({ host, address }): [string, NameAnswer] => [
    host,
    { addresses: [address] },
  ]);
  return { ...Object.fromEntries(addresses), ...scenario.names };
}

/** Port of the lab's server at a host name or address, for a proxy of the simulated network. */
export function portFor(map: SocketMap, host: string, port: number): number | undefined {
  const answer = answerFor(map.names, host);
  if (answer === "silent" || "error" in answer) return undefined;
  return routeTo(map, answer.addresses[0] ?? host, port);
}
