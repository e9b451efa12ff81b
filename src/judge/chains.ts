import { sdkModels } from "../catalogue/sdks/index.ts";
import type { Member, SdkModel } from "../catalogue/sdks/sdk-model.ts";
import { sameId } from "../model/ids.ts";
import type { Chain, ChainStep, Link } from "../model/report.ts";
import { memberOf, type ChainFacts } from "./chain-facts.ts";
import { wireDifference } from "./wire-difference.ts";
import { isManagedIdentity, LINK_IDS, type Basis, type LinkId } from "../model/words.ts";

/** What each SDK's credentials would return, from what each link did alone. */
export function chainsOf(facts: ChainFacts): Chain[] {
  return sdkModels.flatMap((model) => [defaultChain(model, facts), bareManagedIdentity(model, facts)]);
}

function defaultChain(model: SdkModel, facts: ChainFacts): Chain {
  const wanted = wantedMembers(model, facts);
  const asked = askedManagedIdentity(model, facts, wanted);
  const head = { sdk: model.sdk, credential: "DefaultAzureCredential", version: model.version } as const;
  const steps: ChainStep[] = [];
  let ended: { effect: ChainStep["effect"]; link: LinkId } | undefined;
  for (const id of LINK_IDS) {
    const step =
      ended === undefined
        ? stepOf(id, model, facts, wanted, asked)
        : afterEnd(id, ended, model, facts, wanted);
    steps.push(step);
    if (ended === undefined && ["won", "stopped", "unknown"].includes(step.effect)) {
      ended = { effect: step.effect, link: id };
    }
  }
  const chain = finish(head, steps, ended, facts);
  return wanted.invalid ? { ...chain, invalid: true } : chain;
}

/** A credential the app makes itself, without arguments: no probe, and AZURE_CLIENT_ID is not read. */
function bareManagedIdentity(model: SdkModel, facts: ChainFacts): Chain {
  const option = facts.options.managedIdentityClientId !== undefined;
  const id: LinkId = option ? "managed-identity-option" : "managed-identity-system";
  const link = linkOf(facts, id);
  const effect = link === undefined ? "unknown" : link.outcome === "succeeded" ? "won" : effectWithout(link);
  const why = option
    ? "asks for the identity of the option"
    : "asks without an id, whatever AZURE_CLIENT_ID says";
  const different = link === undefined ? undefined : wireDifference(link, model, facts);
  const step: ChainStep = different ?? {
    link: id,
    effect,
    basis: effect === "unknown" ? "unknown" : basisOf(model),
    why,
  };
  return finish(
    { sdk: model.sdk, credential: "ManagedIdentityCredential", version: model.version },
    [step],
    { effect: step.effect, link: id },
    facts,
  );
}

/** A link that brought no token: whether the credential ends there with an error, or nothing was learnt. */
function effectWithout(link: Link): "stopped" | "unknown" {
  return ["failed", "unavailable", "not-configured"].includes(link.outcome) ? "stopped" : "unknown";
}

function finish(
  head: Pick<Chain, "sdk" | "credential" | "version">,
  steps: ChainStep[],
  ended: { effect: ChainStep["effect"]; link: LinkId } | undefined,
  facts: ChainFacts,
): Chain {
  const won = ended?.effect === "won" ? ended.link : undefined;
  const state = won !== undefined ? "won" : ended?.effect === "unknown" ? "unknown" : "none";
  return {
    ...head,
    state,
    ...(won === undefined ? {} : { winner: won }),
    ...(ended?.effect === "stopped" ? { stopsAt: ended.link } : {}),
    steps,
    shadowed: shadowedBy(steps, won, facts),
  };
}

/** Links that work alone, are never reached, and would give another identity than the winner's. */
function shadowedBy(steps: readonly ChainStep[], won: LinkId | undefined, facts: ChainFacts): LinkId[] {
  const winner = won === undefined ? undefined : objectIdOf(facts, won);
  return steps
    .filter(({ link, effect }) => effect === "not-reached" && linkOf(facts, link)?.outcome === "succeeded")
    .filter(({ link }) => won === undefined || isOther(winner, objectIdOf(facts, link)))
    .map(({ link }) => link);
}

/** Whether two identities are known to differ; of an opaque token nothing is known. */
function isOther(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && !sameId(one, other);
}

function objectIdOf(facts: ChainFacts, id: LinkId): string | undefined {
  return linkOf(facts, id)?.tokens.find((token) => token.identity !== undefined)?.identity?.objectId;
}

function linkOf(facts: ChainFacts, id: LinkId): Link | undefined {
  return facts.links.find((link) => link.id === id);
}

interface Wanted {
  readonly members: readonly Member[];
  readonly why: string;
  /** The constructor of the whole credential throws. */
  readonly invalid: boolean;
  readonly single: boolean;
}

/** What AZURE_TOKEN_CREDENTIALS leaves of the chain: trimmed, without case; empty counts as unset. */
function wantedMembers(model: SdkModel, facts: ChainFacts): Wanted {
  const value = facts.environment
    .find((variable) => variable.name === "AZURE_TOKEN_CREDENTIALS")
    ?.value?.trim();
  if (!value) return { members: model.order, why: "", invalid: false, single: false };
  const name = value.toLowerCase();
  const members = Object.hasOwn(model.tokenCredentials, name) ? model.tokenCredentials[name] : undefined;
  if (members === undefined) {
    const why = `AZURE_TOKEN_CREDENTIALS=${value} is no value this SDK takes: its constructor throws`;
    return { members: [], why, invalid: true, single: false };
  }
  const single = !["dev", "prod"].includes(name);
  return { members, why: `AZURE_TOKEN_CREDENTIALS=${value} leaves it out`, invalid: false, single };
}

/** Which of the three managed-identity links this SDK makes its one attempt with. */
function askedManagedIdentity(model: SdkModel, facts: ChainFacts, wanted: Wanted): LinkId {
  const dropsOptions = wanted.single && model.singleNameDropsOptions;
  if (facts.options.managedIdentityClientId !== undefined && !dropsOptions) return "managed-identity-option";
  const variable = facts.environment.find(({ name }) => name === "AZURE_CLIENT_ID");
  return variable?.state === "set" ? "managed-identity-env" : "managed-identity-system";
}

const ASKED_BECAUSE: Readonly<Record<string, string>> = {
  "managed-identity-option": "the option names an identity: the SDK asks for it and never falls back",
  "managed-identity-env": "AZURE_CLIENT_ID is set: the SDK asks for that identity and never falls back",
  "managed-identity-system": "neither the option nor AZURE_CLIENT_ID names an identity in this SDK",
};

function stepOf(id: LinkId, model: SdkModel, facts: ChainFacts, wanted: Wanted, asked: LinkId): ChainStep {
  const left = leftOut(id, model, facts, wanted);
  if (left !== undefined) return left;
  if (isManagedIdentity(id) && id !== asked) {
    return { link: id, effect: "not-reached", basis: "modelled", why: ASKED_BECAUSE[asked] ?? "" };
  }
  const link = linkOf(facts, id);
  if (link === undefined) return { link: id, effect: "unknown", basis: "unknown", why: "not tried" };
  return wireDifference(link, model, facts) ?? attemptedStep(link, model);
}

/** The attempts are made with the SDK for JavaScript; what another makes of them is modelled. */
function basisOf({ sdk }: SdkModel): Basis {
  return sdk === "javascript" ? "observed" : "modelled";
}

function attemptedStep(link: Link, model: SdkModel): ChainStep {
  const head = { link: link.id, basis: basisOf(model) } as const;
  switch (link.outcome) {
    case "succeeded":
      return { ...head, effect: "won", why: "first link of the chain that gives a token" };
    case "not-configured":
      return link.error === undefined
        ? { ...head, effect: "passed", why: "not configured" }
        : constructorStep(head, model);
    case "unavailable":
    case "failed": {
      const effect = model.after[memberOf(link.id)]?.[link.outcome] ?? "passed";
      const why =
        effect === "stopped" ? "this SDK ends its chain here with the error" : "this SDK goes on after it";
      return { ...head, effect, why };
    }
    default:
      return {
        link: link.id,
        effect: "unknown",
        basis: "unknown",
        why: `the attempt ${link.outcome}: ${link.reason}`,
      };
  }
}

function constructorStep(head: Pick<ChainStep, "link" | "basis">, model: SdkModel): ChainStep {
  return model.constructorError === "drops-member"
    ? { ...head, effect: "not-in-chain", why: "its constructor throws: this SDK drops it silently" }
    : { ...head, effect: "stopped", why: "its constructor throws, and so does DefaultAzureCredential's" };
}

function leftOut(id: LinkId, model: SdkModel, facts: ChainFacts, wanted: Wanted): ChainStep | undefined {
  const member = memberOf(id);
  const head = { link: id, basis: "modelled" } as const;
  if (!model.order.includes(member)) {
    return { ...head, effect: "not-in-chain", why: "this SDK has no such link" };
  }
  if (!wanted.members.includes(member)) return { ...head, effect: "excluded", why: wanted.why };
  if (model.hasExcludeOptions && facts.options.exclude.some((excluded) => memberOf(excluded) === member)) {
    return { ...head, effect: "excluded", why: "--exclude leaves it out" };
  }
  return undefined;
}

function afterEnd(
  id: LinkId,
  ended: { effect: ChainStep["effect"]; link: LinkId },
  model: SdkModel,
  facts: ChainFacts,
  wanted: Wanted,
): ChainStep {
  const left = leftOut(id, model, facts, wanted);
  if (left !== undefined) return left;
  if (ended.effect === "unknown") {
    return { link: id, effect: "unknown", basis: "unknown", why: `what ${ended.link} would do is not known` };
  }
  const why = ended.effect === "won" ? `${ended.link} wins before it` : `the chain ends at ${ended.link}`;
  return { link: id, effect: "not-reached", basis: "modelled", why };
}
