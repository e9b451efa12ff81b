import { isExemptByRange, isExemptExactly, noProxyEntries } from "../catalogue/no-proxy.ts";
import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import { PROXY_VARIABLES } from "../catalogue/variables.ts";
import type { Host, Link } from "../model/report.ts";
import { isManagedIdentity } from "../model/words.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** How this SDK sends what the observed one sent: alike, without the proxy that was used, or nobody knows. */
export type ProxyUse = "alike" | "direct" | "unknown";

/** Which way an SDK sends a request. */
export type Way = "proxy" | "direct" | "unknown";

/** Compares the use of proxies for the requests of one link (chain.md section 4.6). */
export function proxyUse(link: Link, model: SdkModel, facts: ChainFacts): ProxyUse {
  if (model.proxies === "any-variable") return "alike";
  const look = isManagedIdentity(link.id) ? (facts.host.metadata?.exchanges ?? []) : [];
  const proxied = [...link.exchanges, ...look].filter(({ via }) => via !== undefined);
  const ways = proxied.map(({ url }) => wayTo(url, model, facts.host.proxy));
  return ways.find((way) => way !== "proxy") ?? "alike";
}

/** The way that an SDK takes to a URL with these proxy variables. */
export function wayTo(url: string, model: SdkModel, proxy: Host["proxy"]): Way {
  const { proxies, noProxy, ignoresAllProxy } = model;
  if (proxies === "none") return "direct";
  const value = (name: string) => proxy[name.toUpperCase()] ?? proxy[name];
  const entries = noProxyEntries(value("no_proxy"));
  const { hostname } = new URL(url);
  if (proxies === "any-variable") {
    return PROXY_VARIABLES.some((name) => proxy[name]) && !isExemptExactly(entries, hostname)
      ? "proxy"
      : "direct";
  }
  const scheme = url.startsWith("https:") ? "https_proxy" : "http_proxy";
  if (!value(scheme) && (ignoresAllProxy === true || !value("all_proxy"))) return "direct";
  if (noProxy !== undefined) return isExemptByRange(entries, hostname) ? "direct" : "proxy";
  return entries.some((entry) => /[*/]/.test(entry)) ? "unknown" : exactly(entries, hostname);
}

function exactly(entries: readonly string[], host: string): Way {
  return isExemptExactly(entries, host) ? "direct" : "proxy";
}
