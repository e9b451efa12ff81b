import { BlockList, isIPv4 } from "node:net";
import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { Exchange, Link } from "../model/report.ts";
import { isManagedIdentity } from "../model/words.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** How this SDK sends what the observed one sent: alike, without the proxy that was used, or nobody knows. */
export type ProxyUse = "alike" | "direct" | "unknown";

/** Compares the use of proxies for the requests of one link (chain.md section 4.6). */
export function proxyUse(link: Link, model: SdkModel, facts: ChainFacts): ProxyUse {
  if (model.proxies === "any-variable") return "alike";
  const look = isManagedIdentity(link.id) ? (facts.host.metadata?.exchanges ?? []) : [];
  const proxied = [...link.exchanges, ...look].filter(({ via }) => via !== undefined);
  if (proxied.length === 0) return "alike";
  if (model.proxies === "none") return "direct";
  const uses = proxied.map((exchange) => useOf(exchange, model, facts));
  return uses.find((use) => use !== "alike") ?? "alike";
}

function useOf(
  { url }: Exchange,
  { noProxy, ignoresAllProxy }: SdkModel,
  { host: { proxy } }: ChainFacts,
): ProxyUse {
  const value = (name: string) => proxy[name.toUpperCase()] ?? proxy[name];
  const scheme = url.startsWith("https:") ? "https_proxy" : "http_proxy";
  if (!value(scheme) && (ignoresAllProxy === true || !value("all_proxy"))) return "direct";
  const entries = (value("no_proxy") ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  if (noProxy === undefined) return entries.some((entry) => /[*/]/.test(entry)) ? "unknown" : "alike";
  const { hostname } = new URL(url);
  return entries.some((entry) => isExempt(entry, hostname)) ? "direct" : "alike";
}

/** An entry of NO_PROXY as Python's requests and Go's httpproxy read it: all, a range, or a name and what is below it. */
function isExempt(entry: string, host: string): boolean {
  if (entry === "*") return true;
  const [base = "", bits] = entry.split("/");
  if (isIPv4(base) && bits !== undefined && /^\d{1,2}$/.test(bits) && Number(bits) <= 32) {
    const range = new BlockList();
    range.addSubnet(base, Number(bits), "ipv4");
    return isIPv4(host) && range.check(host);
  }
  const name = entry.replace(/^\./, "").toLowerCase();
  return host === name || (!isIPv4(host) && host.endsWith(`.${name}`));
}
