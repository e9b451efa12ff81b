import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { Link } from "../model/report.ts";
import { isManagedIdentity } from "../model/words.ts";
import type { AskedIdentity } from "./asked-identity.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** Where this SDK would have asked otherwise for a managed identity than the one that was observed; why, in words. */
export function sourceDifference(link: Link, asked: AskedIdentity, model: SdkModel): string | undefined {
  const { source } = asked.row;
  return model.sdk === "javascript" || link.source === undefined || source === link.source
    ? undefined
    : `this SDK asks another source (${source}) than the observed one (${link.source})`;
}

/** Whether the observed SDK asked through a proxy that this one does not use (chain.md section 4.6). */
export function asksWithoutProxy(link: Link, model: SdkModel, facts: ChainFacts): boolean {
  if (model.proxies === "any-variable") return false;
  const look = isManagedIdentity(link.id) ? (facts.host.metadata?.exchanges ?? []) : [];
  const proxied = [...link.exchanges, ...look].filter(({ via }) => via !== undefined);
  if (proxied.length === 0 || model.proxies === "none") return proxied.length > 0;
  const { proxy } = facts.host;
  const has = (name: string) =>
    Boolean(proxy[name.toUpperCase()] ?? proxy[name] ?? proxy["ALL_PROXY"] ?? proxy["all_proxy"]);
  return proxied.some(({ url }) => !has(url.startsWith("https:") ? "https_proxy" : "http_proxy"));
}
