import { CLOUDS, type Cloud } from "../model/words.ts";
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
  /** Scope of the only token this host may ever be sent. */
  readonly scope: string;
}

/** What was cut off a target before anything else saw it. */
export type Cut = "query" | "sas" | "fragment";

export type Match =
  { readonly target: MatchedTarget; readonly cut: readonly Cut[] } | { readonly problem: string };

/**
 * The token guard: a host is matched by exact suffix and label, and nothing else decides which token it may get
 * (dataplane.md section 22). The parsed URL is judged, never the text: Node's parser resolves user-info, percent
 * signs, backslashes and look-alike full stops.
 */
export function matchTarget(text: string): Match {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const example = "https://<account>.blob.core.windows.net/<container>";
  if (parsed === undefined) return { problem: `is not a URL; the form is ${example}` };
  if (parsed.protocol !== "https:") return { problem: `must start with https://; the form is ${example}` };
  if (parsed.username !== "" || parsed.password !== "") {
    return { problem: `must not hold a user name or password; the form is ${example}` };
  }
  if (parsed.port !== "") return { problem: "must not name a port; only 443 is used" };
  if (parsed.pathname.includes("%") || parsed.pathname.includes("//")) {
    return { problem: "must have a plain path; give the container by --resource" };
  }
  const found = matchHost(parsed.hostname);
  if (found === undefined) {
    return {
      problem: `is no host of a service that credprobe knows (${services.map((s) => s.title).join(", ")}); give the canonical name, not a custom domain, an address or a privatelink name`,
    };
  }
  return {
    target: {
      ...found,
      url: `https://${parsed.hostname}${parsed.pathname}`,
      host: parsed.hostname,
      path: parsed.pathname,
      scope: `${found.service.audience[found.cloud]}/.default`,
    },
    cut: cuts(parsed),
  };
}

/** Service, cloud and resource name of a host; `undefined` for every host that is not exactly one of ours. */
export function matchHost(
  host: string,
): { service: ServiceDefinition; cloud: Cloud; resource: string } | undefined {
  for (const service of services) {
    for (const cloud of CLOUDS) {
      for (const suffix of service.hosts[cloud]) {
        if (!host.endsWith(`.${suffix}`)) continue;
        const resource = service.label.exec(host.slice(0, -suffix.length - 1))?.[1];
        if (resource !== undefined) return { service, cloud, resource };
      }
    }
  }
  return undefined;
}

/** Whether a token for `scope` may be sent to `url`. */
export function mayReceiveToken(url: URL, scope: string): boolean {
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "")
    return false;
  const found = matchHost(url.hostname);
  return found !== undefined && `${found.service.audience[found.cloud]}/.default` === scope;
}

function cuts(url: URL): Cut[] {
  const found: Cut[] = [];
  if (url.searchParams.has("sig")) found.push("sas");
  else if (url.search !== "") found.push("query");
  if (url.hash !== "") found.push("fragment");
  return found;
}
