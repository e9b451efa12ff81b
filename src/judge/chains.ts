import { sdkModels } from "../catalogue/sdks/index.ts";
import type { ChainOption, SdkModel } from "../catalogue/sdks/sdk-model.ts";
import { sameId } from "../model/ids.ts";
import type { Chain, ChainStep } from "../model/report.ts";
import { isManagedIdentity, LINK_IDS, type Effect, type LinkId } from "../model/words.ts";
import { askedBare, askedInChain, refusesId, sourceOf } from "./asked-identity.ts";
import { linkOf, memberOf, type ChainFacts } from "./chain-facts.ts";
import { stepOf, type StepSettings } from "./chain-step.ts";
import { wantedMembers, type Wanted } from "./wanted-members.ts";

/** What each SDK's credentials would return, from what each link did alone. */
export function chainsOf(facts: ChainFacts, models: readonly SdkModel[] = sdkModels): Chain[] {
  return models.flatMap((model) => [defaultChain(model, facts), bareManagedIdentity(model, facts)]);
}

/** Where a chain ended, and how. */
interface End {
  readonly effect: Effect;
  readonly link: LinkId;
}

function defaultChain(model: SdkModel, facts: ChainFacts): Chain {
  const wanted = wantedMembers(model, facts);
  const asked = askedInChain(model, facts, wanted.single && model.singleNameDropsOptions);
  const settings: StepSettings = { model, facts, asked, inChain: true, single: wanted.single };
  const isAsked = (id: LinkId) => !isManagedIdentity(id) || id === asked.link;
  const steps: ChainStep[] = [];
  // What the constructor of the whole credential throws comes before any link is asked.
  const order = walkOrder(model);
  const broken = order
    .filter((id) => isAsked(id) && leftOut(id, model, facts, wanted) === undefined)
    .map((id) => stepOf(id, settings))
    .find(({ breaks }) => breaks);
  let ended: End | undefined = broken && { effect: "stopped", link: broken.step.link };
  for (const id of order) {
    const left = leftOut(id, model, facts, wanted);
    if (left !== undefined) steps.push(left);
    else if (broken?.step.link === id) steps.push(broken.step);
    else if (ended !== undefined) steps.push(afterEnd(id, ended));
    else if (!isAsked(id)) {
      steps.push({ link: id, effect: "not-reached", basis: "modelled", why: asked.because });
    } else {
      const { step } = stepOf(id, settings);
      steps.push(step);
      if (["won", "stopped", "unknown"].includes(step.effect)) ended = { effect: step.effect, link: id };
    }
  }
  const chain = finish(model, "DefaultAzureCredential", steps, ended, facts);
  const source = wanted.members.includes("managed-identity") ? { source: sourceOf(asked, facts) } : {};
  const lacking = lackingOption(model, facts);
  return {
    ...chain,
    ...source,
    ...(lacking === undefined ? {} : { inapplicable: lacking }),
    ...(wanted.invalid ? { invalid: true } : {}),
  };
}

/** Links in the order in which this SDK walks them; those it does not have come last. */
function walkOrder({ order }: SdkModel): LinkId[] {
  const place = (id: LinkId) => {
    const index = order.indexOf(memberOf(id));
    return index < 0 ? order.length : index;
  };
  return LINK_IDS.toSorted((a, b) => place(a) - place(b));
}

/** An option that was given and that this SDK's `DefaultAzureCredential` does not have. */
function lackingOption({ options: taken }: SdkModel, { options }: ChainFacts): string | undefined {
  const given: readonly [ChainOption, boolean, string][] = [
    ["exclude", options.exclude.length > 0, "leaves out links by option"],
    [
      "managedIdentityClientId",
      options.managedIdentityClientId !== undefined,
      "names a managed identity by client id",
    ],
    [
      "managedIdentityResourceId",
      options.managedIdentityResourceId !== undefined,
      "names a managed identity by resource id",
    ],
    [
      "workloadIdentityClientId",
      options.workloadIdentityClientId !== undefined,
      "names a client id for workload identity",
    ],
    ["tenantId", options.tenantId !== undefined, "names a tenant"],
  ];
  const lacking = given.find(([option, isGiven]) => isGiven && !taken.includes(option));
  return lacking && `no option of this SDK's DefaultAzureCredential ${lacking[2]}`;
}

/** A credential the app makes itself: no probe, no chain, and AZURE_CLIENT_ID is not read. */
function bareManagedIdentity(model: SdkModel, facts: ChainFacts): Chain {
  const asked = askedBare(model, facts);
  const { step } = stepOf(asked.link, { model, facts, asked, inChain: false, single: false });
  const refused = refusesId(asked, facts);
  // Nothing comes after it: what makes a chain go on, or drop a member, is an error here.
  const effect = step.effect === "passed" || step.effect === "not-in-chain" ? "stopped" : step.effect;
  const isPlainStop = effect === "stopped" && !refused;
  const why =
    step.effect === "won" ? asked.because : isPlainStop ? `${asked.because}, and gets no token` : step.why;
  return {
    ...finish(
      model,
      "ManagedIdentityCredential",
      [{ ...step, effect, why }],
      { effect, link: asked.link },
      facts,
    ),
    source: sourceOf(asked, facts),
  };
}

function finish(
  { sdk, version }: SdkModel,
  credential: Chain["credential"],
  steps: ChainStep[],
  ended: End | undefined,
  facts: ChainFacts,
): Chain {
  const won = ended?.effect === "won" ? ended.link : undefined;
  const state = won !== undefined ? "won" : ended?.effect === "unknown" ? "unknown" : "none";
  return {
    sdk,
    credential,
    version,
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

function leftOut(id: LinkId, model: SdkModel, facts: ChainFacts, wanted: Wanted): ChainStep | undefined {
  const member = memberOf(id);
  const head = { link: id, basis: "modelled" } as const;
  if (!model.order.includes(member)) {
    return { ...head, effect: "not-in-chain", why: "this SDK has no such link" };
  }
  if (!wanted.members.includes(member)) return { ...head, effect: "excluded", why: wanted.why };
  const isExcluded = facts.options.exclude.some((excluded) => memberOf(excluded) === member);
  return isExcluded && model.options.includes("exclude")
    ? { ...head, effect: "excluded", why: "--exclude leaves it out" }
    : undefined;
}

function afterEnd(id: LinkId, ended: End): ChainStep {
  if (ended.effect === "unknown") {
    return { link: id, effect: "unknown", basis: "unknown", why: `what ${ended.link} would do is not known` };
  }
  const why = ended.effect === "won" ? `${ended.link} wins before it` : `the chain ends at ${ended.link}`;
  return { link: id, effect: "not-reached", basis: "modelled", why };
}
