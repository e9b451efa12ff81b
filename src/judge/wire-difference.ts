import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { Link } from "../model/report.ts";
import type { AskedIdentity } from "./asked-identity.ts";
import type { ChainFacts } from "./chain-facts.ts";

/** Where this SDK would have asked otherwise for a managed identity than the one that was observed; why, in words. */
export function wireDifference(
  link: Link,
  asked: AskedIdentity,
  model: SdkModel,
  facts: ChainFacts,
): string | undefined {
  if (model.sdk === "javascript") return undefined;
  const { source } = asked.row;
  if (link.source !== undefined && source !== link.source) {
    return `this SDK asks another source (${source}) than the observed one (${link.source})`;
  }
  const viaProxy = [...link.exchanges, ...(facts.host.metadata?.exchanges ?? [])].some(
    ({ via }) => via !== undefined,
  );
  if (!viaProxy || model.httpProxy === "any-variable") return undefined;
  const hasHttpProxy = Boolean(facts.host.proxy["HTTP_PROXY"] ?? facts.host.proxy["http_proxy"]);
  return model.httpProxy === "per-scheme" && hasHttpProxy
    ? undefined
    : "this SDK asks the metadata service without the proxy: that was not observed";
}
