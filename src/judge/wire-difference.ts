import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { ChainStep, Link } from "../model/report.ts";
import { memberOf, type ChainFacts } from "./chain-facts.ts";

/** Where this SDK would have asked otherwise than the one that was observed (chain.md sections 2 and 4.6). */
export function wireDifference(link: Link, model: SdkModel, facts: ChainFacts): ChainStep | undefined {
  const unknown = (why: string): ChainStep => ({ link: link.id, effect: "unknown", basis: "unknown", why });
  const viaProxy = [...link.exchanges, ...(facts.host.metadata?.exchanges ?? [])].some(
    ({ via }) => via !== undefined,
  );
  const hasHttpProxy = Boolean(facts.host.proxy["HTTP_PROXY"] ?? facts.host.proxy["http_proxy"]);
  if (model.proxyPerScheme && memberOf(link.id) === "managed-identity" && viaProxy && !hasHttpProxy) {
    return unknown("this SDK asks the metadata service without the proxy: that was not observed");
  }
  if (!model.emptyCountsAsSet || link.id !== "environment") return undefined;
  const state = (name: string) => facts.environment.find((variable) => variable.name === name)?.state;
  if (
    state("AZURE_CLIENT_SECRET") === "empty" &&
    state("AZURE_TENANT_ID") === "set" &&
    state("AZURE_CLIENT_ID") === "set"
  ) {
    return {
      link: link.id,
      effect: "stopped",
      basis: "modelled",
      why: "an empty AZURE_CLIENT_SECRET makes its constructor throw",
    };
  }
  const certificate = link.inputs.some(({ name }) => name === "AZURE_CLIENT_CERTIFICATE_PATH");
  return certificate && link.exchanges.length === 0
    ? unknown("this SDK takes certificate files that the observed one does not")
    : undefined;
}
