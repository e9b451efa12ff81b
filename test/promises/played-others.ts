import type { Scenario } from "../../src/lab/scenario.ts";
import { endpointAt, LOGIN_HOSTS } from "../support/at-home.ts";
import { EVIL } from "../support/hostile-hosts.ts";
import {
  hostileNetwork,
  type Arrival,
  type HostileAnswer,
  type HostileNetwork,
} from "../support/hostile-network.ts";
import { scenarioNamed } from "../support/scenario-named.ts";
import { ARM, OVER_HTTPS, targetIn } from "../support/token-targets.ts";

/** Who is another than the scenario says: its target, the token endpoint of its platform, or Entra. */
export type Other = "target" | "endpoint" | "entra";

/** Where whoever answers in their place would like to have what was sent to him. */
export const PLAYED: readonly (readonly [scenario: string, other: Other])[] = [
  ["key-vault-allowed", "target"],
  ["blob-allowed", "target"],
  ["container-registry-allowed", "target"],
  ["arm-allowed", "target"],
  ["cosmos-denied-rbac", "target"],
  ["app-service-works", "endpoint"],
  ["service-fabric-works", "endpoint"],
  ["machine-learning-works", "endpoint"],
  ["arc-works", "endpoint"],
  ["leftover-secret", "entra"],
  ["certificate-works", "entra"],
  ["workload-identity-works", "entra"],
];

/** Whose certificates are good for every host that these scenarios call, by name or by address. */
export async function networkOfOthers(): Promise<HostileNetwork> {
  const hosts = [...OVER_HTTPS.map(({ host }) => host), ARM, EVIL, ...LOGIN_HOSTS];
  const atEndpoints = PLAYED.flatMap(([name]) => scenarioNamed(name).endpoints.map(({ at }) => at));
  return await hostileNetwork(
    hosts,
    atEndpoints.map((at) => at.slice(0, at.lastIndexOf(":"))),
  );
}

/** What `other` speaks at an `address:port` of the scenario's network, where it is his. */
export function spokenAt(other: Other, { endpoints }: Scenario, at: string): "http" | "https" | undefined {
  const endpoint = endpoints.find((one) => one.at === at);
  const isHis = {
    target: at.startsWith("198.51.100."),
    endpoint: endpoint !== undefined,
    entra: at.startsWith("203.0.113.10:"),
  }[other];
  if (!isHis) return undefined;
  return endpoint === undefined || endpoint.source === "service-fabric" ? "https" : "http";
}

/** What came to anybody while something went on, with this answer of whoever is hostile. */
export async function arrivalsDuring(
  network: HostileNetwork,
  answer: HostileAnswer,
  run: () => Promise<unknown>,
): Promise<readonly Arrival[]> {
  network.answer(answer);
  const from = network.arrivals.length;
  await run();
  return network.arrivals.slice(from);
}

/** Whether something came to `other`, and to nobody whom he named. */
export function cameTo(other: Other, scenario: Scenario, { host }: Arrival): boolean {
  if (other === "endpoint") return endpointAt(host, scenario) !== undefined;
  if (other === "entra") return LOGIN_HOSTS.includes(host);
  return scenario.targets.flatMap((text) => targetIn(text)).some((target) => target.host === host);
}

/** The SDK says who it is; the product's own client says something else. */
export function isFromSdk({ headers }: Arrival): boolean {
  return headers["user-agent"]?.includes("azsdk-js-identity") === true;
}
