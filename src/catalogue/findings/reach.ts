import type { Fix } from "../../model/report.ts";
import { defineFinding, LOGIN_NOT_REACHED } from "../finding-definition.ts";
import { command, linkPrivateZone, rolesOf, underCondition, USE_ITS_TENANT } from "../fixes.ts";
import { differingTenants, type Place } from "./access.ts";

/** What the way to a target tells, whatever its answer to a probe. */
export const reachFindings = {
  "names-not-answered": defineFinding<{ hosts: readonly string[]; what: string; ofLogin: boolean }>({
    level: "error",
    mayPass: true,
    title: "The name server does not answer",
    cause: ({ hosts, what }) =>
      `${hosts.join(" and ")} could not be looked up: ${what}. That is no answer, not even that there is no such name: the name server that this machine asks is not there, or cannot be reached. Nothing can be said about ${hosts.length === 1 ? "what stands behind the name" : "what stands behind the names"}.`,
    fixes: ({ hosts }) => [
      {
        what: "See which name server this machine asks, and whether it answers; a rule of the network may block port 53:",
        commands: ["cat /etc/resolv.conf", ...hosts.map((host) => command("getent", "hosts", host))],
      },
    ],
    moots: ({ ofLogin }) => ["target-unreachable", ...(ofLogin ? LOGIN_NOT_REACHED : [])],
  }),
  "dual-stack-stalls": defineFinding<{ hosts: readonly string[]; addresses: readonly string[] }>({
    level: "warning",
    title: "IPv6 leads nowhere, and IPv4 answers",
    cause: ({ hosts, addresses }) =>
      `${hosts.join(" and ")} ${hosts.length === 1 ? "has" : "have"} IPv6 addresses (${addresses.join(", ")}), and nothing came back from them in the moment that Node gives an address (250 to 500 ms); then IPv4 was connected. Go does as Node does. A client that tries one address after the other, such as Python and with it the Azure CLI, first waits until the system gives up, a minute or two, and every new connection does so again.`,
    fixes: ({ hosts: [host = ""] }) => [
      {
        what: "See it by hand: where this is so, the first waits for its 20 seconds, and the second answers:",
        commands: [
          command("curl", "-6", "-sS", "-o", "/dev/null", "-m", "20", `https://${host}/`),
          command("curl", "-4", "-sS", "-o", "/dev/null", "-m", "20", `https://${host}/`),
        ],
      },
      {
        what: "Let the network carry IPv6, or refuse it instead of dropping it; or take the machine's IPv6 route or address away. On Linux the system can be told to prefer IPv4: the line 'precedence ::ffff:0:0/96 100' in /etc/gai.conf.",
        commands: [],
      },
    ],
  }),
  "private-endpoint-bypassed": defineFinding<{
    host: string;
    alias: string;
    zone: string;
    addresses: readonly string[];
    refused: boolean;
  }>({
    level: "warning",
    title: "A private endpoint exists, but DNS leads past it",
    cause: ({ host, alias, addresses, refused }) =>
      `${host} is an alias of ${alias}: the resource has a private endpoint. From here the name leads to its public address ${addresses.join(", ")} instead${refused ? ", and there this machine is not let in" : ""}.`,
    fixes: ({ zone }) => [linkPrivateZone(zone)],
    // Whoever opens the firewall opens the way past the private endpoint.
    moots: ({ refused }) => (refused ? ["network-rule-refuses", "public-access-off"] : []),
  }),
  "challenge-names-other-tenant": defineFinding<Place & { tokenTenant: string; resourceTenant: string }>({
    level: "warning",
    title: "The resource asks for a token of another tenant",
    says: ({ tokenTenant, resourceTenant }) => differingTenants(tokenTenant, resourceTenant),
    cause: ({ identity, target, tokenTenant, resourceTenant }) =>
      `Asked without a token, ${target} names tenant ${resourceTenant}; the token of ${identity} is from tenant ${tokenTenant}. What it answered to the token does not say that this is why, but tokens of another tenant are not accepted.`,
    fixes: () => [USE_ITS_TENANT],
  }),
  "reached-from-kudu": defineFinding<{ targets: readonly string[] }>({
    level: "info",
    title: "The target was asked from Kudu, not from the app",
    cause: ({ targets }) =>
      `Kudu of a Windows site runs in a process of its own. It has the identity of the site; whether ${targets.join(", ")} can be reached is told of Kudu's way there, and the app's may be another (private endpoints, firewalls).`,
    fixes: () => [],
  }),
  "login-not-tested": defineFinding<
    Place & { protocol: string; user: string; guidance: string; byHand: readonly Fix[] }
  >({
    level: "warning",
    title: "Signing in needs the service's driver: not tested",
    cause: ({ identity, target, protocol, user, guidance }) =>
      `${target} was reached, and a token for it was got. It speaks ${protocol}, in which credprobe does not sign in: whether ${identity} is let in as ${user}, and what it may do there, is open. ${guidance}`.trim(),
    fixes: ({ byHand }) => [...byHand],
  }),
  "rights-not-asked": defineFinding<Place & { user: string; signedIn: boolean; byHand: Fix }>({
    level: "info",
    title: "What its user may do in the database was not asked",
    cause: ({ identity, target, user, signedIn }) =>
      `${signedIn ? `${identity} may sign in to ${target}.` : `Whether ${identity} may sign in to ${target} is asked with --access read.`} What ${user} may read or write is told by statements only, and none was sent.`,
    fixes: ({ byHand }) => [byHand],
  }),
  "permission-not-askable": defineFinding<
    Place & { action: string; guidance: string; scope: string; objectId: string | undefined; grant: Fix }
  >({
    level: "warning",
    title: "What it may do there cannot be asked without doing it",
    cause: ({ identity, target, action, guidance }) =>
      `${target} was reached, and a token for it was got. Whether ${identity} has ${action} there was not asked. ${guidance}`.trim(),
    fixes: ({ scope, objectId = "<object-id>", grant }) => [
      rolesOf(objectId, scope, "See, as somebody who may, which roles it has there:"),
      underCondition("If none of them allows it", grant),
    ],
  }),
} as const;
