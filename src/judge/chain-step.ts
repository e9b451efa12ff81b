import type { AfterEffect } from "../catalogue/managed-identity-sources.ts";
import type { SdkModel } from "../catalogue/sdks/sdk-model.ts";
import type { ChainStep, Link } from "../model/report.ts";
import { isManagedIdentity, type Basis, type LinkId } from "../model/words.ts";
import { refusesId, type AskedIdentity } from "./asked-identity.ts";
import { linkOf, memberOf, type ChainFacts } from "./chain-facts.ts";
import { circumstancesOf } from "./circumstances.ts";
import { hiddenIdentity } from "./hidden-identity.ts";
import { proxyUse, type ProxyUse } from "./proxy-use.ts";
import { sourceDifference } from "./source-difference.ts";
import { isUnasked } from "./unasked.ts";

export interface StepSettings {
  readonly model: SdkModel;
  readonly facts: ChainFacts;
  readonly asked: AskedIdentity;
  /** Inside `DefaultAzureCredential`, or a credential of its own. */
  readonly inChain: boolean;
  /** AZURE_TOKEN_CREDENTIALS leaves one link. */
  readonly single: boolean;
}

/** What an SDK's chain makes of a link that it asks. */
export interface AskedStep {
  readonly step: ChainStep;
  /** The constructor of the whole credential throws for its sake. */
  readonly breaks: boolean;
}

const EFFECT_WHY: Readonly<Record<AfterEffect, string>> = {
  passed: "this SDK goes on after it",
  stopped: "this SDK ends its chain here with the error",
  "not-in-chain": "its constructor throws: this SDK drops it silently",
  "breaks-chain": "its constructor throws, and so does DefaultAzureCredential's",
  unknown: "this SDK does something else there that was not observed",
};

/** What the chain of an SDK makes of one link, in the order: ids, the wire, the SDK's own rows, the outcome. */
export function stepOf(id: LinkId, { model, facts, asked, inChain, single }: StepSettings): AskedStep {
  const link = linkOf(facts, id);
  if (link === undefined) return plain({ link: id, effect: "unknown", basis: "unknown", why: "not tried" });
  const isManaged = isManagedIdentity(id);
  if (isManaged && link.outcome !== "succeeded" && hiddenIdentity(facts) !== undefined) {
    const why = "this console is not told of the app's identity: what the app gets cannot be asked here";
    return effectStep(link, model, "unknown", why);
  }
  if (hiddenIdentity(facts) === "kudu" && isTried(link)) {
    const why = "this is the Kudu container: whether the app has these settings, too, cannot be told here";
    return effectStep(link, model, "unknown", why);
  }
  if (isUnasked(link)) {
    const why = "this run's own limit ended the attempt before it had asked anybody";
    return effectStep(link, model, "unknown", why);
  }
  if (isManaged && refusesId(asked, facts)) {
    const why = `this SDK takes no such id from ${asked.row.source}`;
    return effectStep(link, model, asked.row.refused ?? "unknown", why);
  }
  const difference = isManaged ? sourceDifference(link, asked, model) : undefined;
  const use = difference === undefined ? proxyUse(link, model, facts) : "alike";
  if (use !== "alike") return withoutProxyStep(link, model, use);
  const circumstances = circumstancesOf(link, facts, {
    source: isManaged ? asked.row.source : undefined,
    asksElsewhere: difference !== undefined,
    inChain,
    single,
  });
  const row = model.after.find(
    ({ member, when }) =>
      member === memberOf(id) &&
      when.every((word) => circumstances.has(word)) &&
      // What was seen at another endpoint than this SDK's says nothing about it.
      (difference === undefined || when.includes("asks-elsewhere")),
  );
  if (row !== undefined) return effectStep(link, model, row.effect, row.why);
  return difference === undefined
    ? plain(outcomeStep(link, model))
    : effectStep(link, model, "unknown", difference);
}

function isTried({ outcome }: Link): boolean {
  return outcome !== "not-configured" && outcome !== "skipped";
}

/** This SDK does not use the proxy that stood in the way, or helped; asked so, too, where that is cheap. */
function withoutProxyStep(link: Link, model: SdkModel, use: Exclude<ProxyUse, "alike">): AskedStep {
  if (use === "unknown") {
    return effectStep(link, model, "unknown", "whether this SDK uses the proxy here was not observed");
  }
  const why = "this SDK asks without the proxy";
  return link.withoutProxy?.outcome === "succeeded"
    ? plain({ link: link.id, effect: "won", basis: "observed", why: `${why}, and so it gives a token` })
    : effectStep(link, model, "unknown", `${why}: what it makes of the answer was not observed`);
}

function plain(step: ChainStep): AskedStep {
  return { step, breaks: false };
}

function effectStep(
  link: Link,
  model: SdkModel,
  effect: AfterEffect,
  why: string = EFFECT_WHY[effect],
): AskedStep {
  return {
    step: {
      link: link.id,
      effect: effect === "breaks-chain" ? "stopped" : effect,
      basis: effect === "unknown" ? "unknown" : basisOf(link, model),
      why,
    },
    breaks: effect === "breaks-chain",
  };
}

/**
 * The attempts are made with the SDK for JavaScript; what another makes of them is modelled, and so is what a link
 * would have done that a look at the machine left no reason to try.
 */
function basisOf({ durationMs }: Link, { sdk }: SdkModel): Basis {
  return sdk === "javascript" && durationMs > 0 ? "observed" : "modelled";
}

function outcomeStep(link: Link, model: SdkModel): ChainStep {
  const head = { link: link.id, basis: basisOf(link, model) } as const;
  switch (link.outcome) {
    case "succeeded":
      return { ...head, effect: "won", why: "first link of the chain that gives a token" };
    case "not-configured":
      return { ...head, effect: "passed", why: "not configured" };
    case "unavailable":
    case "failed":
      return { ...head, effect: "passed", why: EFFECT_WHY.passed };
    default:
      return {
        link: link.id,
        effect: "unknown",
        basis: "unknown",
        why: `the attempt ${link.outcome}: ${link.reason}`,
      };
  }
}
