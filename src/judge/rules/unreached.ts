import { command } from "../../catalogue/fixes.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { Fix, StageResult, Target } from "../../model/report.ts";
import { hostOf } from "../describe.ts";
import { finding, type Found } from "../finding.ts";
import { privateAlias, privateZone } from "../route.ts";
import { isAnswered } from "../verdicts.ts";
import { isIntercepted } from "./tls.ts";

/** A target that no probe got an answer of, and what stands in the way. */
export function notReached(target: Target, index: number): Found | undefined {
  const failed = target.stages.findIndex(({ outcome }) => outcome === "failed");
  const stage = target.stages[failed];
  if (stage === undefined || target.access.some(isAnswered)) return undefined;
  // Another rule's story.
  if (isIntercepted(stage.certificate, stage.code)) return undefined;
  const evidence = [`/targets/${index}/stages/${failed}`];
  if (stage.code === "ENOTFOUND") {
    const alias = privateAlias(target);
    const host = hostOf(target.url);
    return alias === undefined
      ? finding("name-does-not-resolve", { host, list: listNames(target) }, evidence)
      : finding("private-zone-lacks-record", { host, alias, zone: privateZone(alias) }, evidence);
  }
  const what = `${stage.stage}: ${stage.detail}`;
  return finding("target-unreachable", { ...whyUnreachable(target, stage), what }, evidence);
}

/** Which resources of this kind there are, as somebody who may see them. */
function listNames({ service }: Target): Fix | undefined {
  const { armType } = findService(service) ?? {};
  if (armType === undefined) return undefined;
  const query = "[].{name:name,group:resourceGroup}";
  const commands = [
    command("az", "resource", "list", "--resource-type", armType, "--query", query, "--output", "table"),
  ];
  return { what: "See which there are in the signed-in subscription:", commands };
}

/** What stands in the way, as far as the way itself and the service tell. */
function whyUnreachable({ url, resource, service, route, addresses = [] }: Target, { stage }: StageResult) {
  const { networkNote = "", dropsRefused = false, openNetwork, port = 443 } = findService(service) ?? {};
  const isPrivate = stage === "tcp" && route === "private-endpoint";
  const endpoint = isPrivate
    ? `Its name leads to a private endpoint (${addresses.join(", ")}): this machine's network has no way there, or a rule on it blocks the port. `
    : "";
  const mayBeRules = stage === "tcp" && !isPrivate && dropsRefused;
  const open = mayBeRules ? openNetwork?.(resource) : undefined;
  return {
    target: resource,
    // Who takes a connection drops none.
    note: stage === "tls" ? "" : `${endpoint}${networkNote}`.trim(),
    ...(stage === "tcp" || stage === "tls" ? { at: { host: hostOf(url), port, stage } } : {}),
    ...(open === undefined ? {} : { open }),
  };
}
