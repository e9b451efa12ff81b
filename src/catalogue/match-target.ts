import { CLOUDS, type Cloud } from "../model/words.ts";
import { resourceIn } from "./host-forms.ts";
import { services } from "./services/index.ts";
import type { ServiceDefinition } from "./service-definition.ts";

/** A target whose host is known to belong to one service of one cloud. */
export interface MatchedTarget {
  readonly url: string;
  readonly host: string;
  readonly service: ServiceDefinition;
  readonly cloud: Cloud;
  readonly resource: string;
  readonly path: string;
  /** Scope of the only token this host may ever be sent as a host of that service. */
  readonly scope: string;
  /** The part of the resource to ask, when the URL does not name it. */
  readonly part?: string;
  /** Where it was named, when not on the command line. */
  readonly from?: "file" | "discovery";
  /** The app setting that names it, and the identity that its connection names for itself. */
  readonly discovered?: {
    readonly setting: string;
    readonly credential?: string;
    readonly clientId?: string;
    readonly resourceId?: string;
    /** The platform resolves it for the app. */
    readonly reference?: true;
    /** It may be one of several services, each of which is a target of its own. */
    readonly alternative?: true;
  };
}

/** What was cut off a target before anything else saw it. */
export type Cut = "query" | "sas" | "fragment";

export type Match =
  { readonly target: MatchedTarget; readonly cut: readonly Cut[] } | { readonly problem: string };

interface HostMatch {
  readonly service: ServiceDefinition;
  readonly cloud: Cloud;
  readonly resource: string;
}

const EXAMPLE = "https://<account>.blob.core.windows.net/<container>";
/** Schemes of connection strings and drivers; Node's parser treats their hosts less strictly than those of https. */
const OTHER_SCHEMES = new Set(services.flatMap(({ schemes = [] }) => schemes));

/**
 * Judges a target as it was given: the service is known by its host, and named by `serviceName` where several services
 * share one form of hosts. The parsed URL is judged, never the text: Node's parser resolves user-info, percent signs,
 * backslashes and look-alike full stops (dataplane.md section 22).
 */
export function matchTarget(text: string, serviceName?: string): Match {
  const scheme = /^([a-z]+:)\/\//i.exec(text)?.[1]?.toLowerCase() ?? "";
  const https = OTHER_SCHEMES.has(scheme) ? `https:${text.slice(scheme.length)}` : text;
  const parsed = URL.canParse(https) ? new URL(https) : undefined;
  if (parsed === undefined) return { problem: `is not a URL; the form is ${EXAMPLE}` };
  if (parsed.protocol !== "https:") return { problem: `must start with https://; the form is ${EXAMPLE}` };
  if (parsed.username !== "" || parsed.password !== "") {
    return { problem: `must not hold a user name or password; the form is ${EXAMPLE}` };
  }
  const found = chooseService(matchHosts(parsed.hostname), parsed, serviceName);
  if ("problem" in found) return found;
  const { port = 443 } = found.service;
  if (parsed.port !== "" && parsed.port !== String(port)) {
    return { problem: `must not name a port; only ${port} is used` };
  }
  if (parsed.pathname.includes("%") || parsed.pathname.includes("//")) {
    return { problem: `must have a plain path; give the ${found.service.part.word} by --resource` };
  }
  const { word, isNameOnly, pattern, parse } = found.service.part;
  const part = parse(parsed.pathname, "");
  if (isNameOnly === true && part.named && !pattern.test(part.name)) {
    return { problem: `names no ${word}: ${JSON.stringify(part.name)} cannot be one` };
  }
  return {
    target: {
      ...found,
      url: `${schemeOf(found.service)}//${parsed.hostname}${parsed.pathname}`,
      host: parsed.hostname,
      path: parsed.pathname,
      scope: scopeOf(found.service, found.cloud, parsed.hostname),
    },
    cut: cuts(parsed),
  };
}

/** How a target is written down: by its own scheme where it is never asked over HTTPS. */
function schemeOf({ sendsToken, schemes = [] }: ServiceDefinition): string {
  return (sendsToken === "never" ? schemes[0] : undefined) ?? "https:";
}

/** The one service that a target is of, of those whose hosts have its form. */
function chooseService(
  found: readonly HostMatch[],
  { hostname, pathname }: URL,
  name: string | undefined,
): HostMatch | { problem: string } {
  if (found.length === 0) return { problem: unknownHost(hostname) };
  const fitting = found.filter(({ service }) => service.path?.test(pathname) !== false);
  const [first, ...others] =
    name === undefined || found.length === 1
      ? fitting
      : fitting.filter(({ service }) => service.name === name);
  if (first === undefined) {
    const titles = found.map(({ service }) => service.name).join(", ");
    return { problem: `is a host of ${titles}, which --service or the path rules out` };
  }
  // A service that claims certain paths is meant by them.
  const claimed = [first, ...others].find(({ service }) => service.path !== undefined);
  if (others.length === 0 || claimed !== undefined) return claimed ?? first;
  const options = [first, ...others].map(({ service }) => `--service ${service.name}`).join(" or ");
  return { problem: `has a host of several services: say which by ${options}` };
}

function unknownHost(host: string): string {
  if (/\.privatelink\./.test(host)) {
    return "is a privatelink name: give the public one, which leads to the private address where there is one (certificates do not hold this name)";
  }
  const told = services.find(({ noTokenHosts }) => noTokenHosts?.host.test(host) === true);
  if (told?.noTokenHosts !== undefined) return told.noTokenHosts.say;
  return `is no host of a service that credprobe knows (credprobe services lists them); give the canonical name, not a custom domain or an address; the form is ${EXAMPLE}`;
}

/** Services, cloud and resource name of a host; none for every host that is not exactly one of ours. */
export function matchHosts(host: string): HostMatch[] {
  // Look-alike letters come as punycode, certificates do not hold privatelink names, and no label begins or ends with a
  // hyphen (RFC 1123 section 2.1): no resource is called so.
  if (host.split(".").some((label) => /^xn--|^-|-$|^privatelink$/.test(label))) return [];
  return services.flatMap((service) =>
    CLOUDS.flatMap((cloud) =>
      service.hosts[cloud].flatMap((form) => {
        const resource = resourceIn(form, host);
        return resource === undefined ? [] : [{ service, cloud, resource }];
      }),
    ),
  );
}

function scopeOf({ audience }: ServiceDefinition, cloud: Cloud, host: string): string {
  const found = audience[cloud];
  return `${typeof found === "string" ? found : found(host)}/.default`;
}

/** Where a token would go. */
export interface TokenDestination {
  readonly protocol: "https:" | "amqps:" | "tds:";
  readonly host: string;
  readonly port: number;
}

const SENDS: Readonly<Record<ServiceDefinition["sendsToken"], string | undefined>> = {
  https: "https:",
  amqps: "amqps:",
  tds: "tds:",
  never: undefined,
};

/**
 * The token guard: whether a token for `scope` may be sent to a host. The host's own form decides, by exact suffix and
 * label, and nothing else: no challenge, no redirect, no option (dataplane.md section 22).
 */
export function mayReceiveToken({ protocol, host, port }: TokenDestination, scope: string): boolean {
  return matchHosts(host).some(
    ({ service, cloud }) =>
      SENDS[service.sendsToken] === protocol &&
      port === (service.port ?? 443) &&
      scopeOf(service, cloud, host) === scope,
  );
}

/** Where a request would take a token; `undefined` for a URL that no token is ever sent to. */
export function destinationOf(url: URL): TokenDestination | undefined {
  const { protocol, username, password, hostname: host, port } = url;
  if (username !== "" || password !== "" || protocol !== "https:") return undefined;
  return { protocol, host, port: port === "" ? 443 : Number(port) };
}

function cuts(url: URL): Cut[] {
  const found: Cut[] = [];
  if (url.searchParams.has("sig")) found.push("sas");
  else if (url.search !== "") found.push("query");
  if (url.hash !== "") found.push("fragment");
  return found;
}
