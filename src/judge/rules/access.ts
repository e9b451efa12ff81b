import type { HostResource } from "../../catalogue/host-resource.ts";
import { matchHosts } from "../../catalogue/match-target.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import { isRefused, rowOf } from "../../catalogue/row-of-answer.ts";
import { findService } from "../../catalogue/services/index.ts";
import type { ServiceDefinition } from "../../catalogue/service-definition.ts";
import { sameId } from "../../model/ids.ts";
import { isProxyAnswer, proxyAnswer } from "../../model/proxy-answer.ts";
import type { Access, Fix, Target } from "../../model/report.ts";
import type { Verdict } from "../../model/words.ts";
import { hostOf, hostResource, identityOfLink, linkById, whoAsks } from "../describe.ts";
import type { Doubt, Unnamed } from "../../catalogue/findings/access.ts";
import { disclosuresOf } from "../../catalogue/disclosures.ts";
import { NO_SUBSCRIPTION, SUBSCRIPTION_UNSEEN } from "../../catalogue/services/arm.ts";
import { askingLink, askingOptions } from "../asking-link.ts";
import { conditionsFor, namesOfNeeded, unseenConditionOn } from "../arm-facts.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { answerOf, type Asked } from "./asked.ts";
import { mergeAlike, type TargetFinding } from "./alike.ts";
import { withCommonRole } from "./common-role.ts";
import { grantContext, grantFor, listRoles, roleWanted, targetName } from "./grant.ts";
import { isRedirected, loginRedirected, userMissing } from "./logins.ts";
import { listed, policyMissing } from "./policies.ts";
import { networkNote, permissionsNote, roleNote, routeNote } from "./refusal-notes.ts";
import { askForItem, conditionNote, rolesNote, toldByArm } from "./role-refusal.ts";
import { otherTenant, tenantsOf, tokenNotAccepted } from "./refused-token.ts";
import { isIntercepted } from "./tls.ts";
import { notReached } from "./unreached.ts";

/**
 * What the winner's probes found: one finding per refused or unclear row, one per target that was not reached; one for many
 * targets of which the same is true.
 */
export const access: Rule = (report) =>
  mergeAlike(
    report.targets.flatMap((target, index) =>
      targetFindings(report, target, index).map((one) => ({ finding: one, ...placeOf(target) })),
    ),
    hostResource(report),
  );

/** Where a target's findings are, and what of their words is its own. */
function placeOf(target: Target): Omit<TargetFinding, "finding"> {
  const [row] = target.access;
  const where = row === undefined ? target.url : targetName(target, row);
  const own = [target.url, target.url.replace(/\/$/, ""), hostOf(target.url), target.resource, where];
  return { where, own: [...own, ...(row?.testedScope.named === true ? [row.testedScope.name] : [])] };
}

function targetFindings(report: Judged, asked: Target, index: number): readonly Found[] {
  if (asked.passedOver === true) return [];
  const unreached = notReached(asked, index);
  if (unreached !== undefined) return [unreached];
  const link = askingLink(report, asked);
  if (link === null && asked.discovered !== undefined) return otherIdentity(report, asked, index);
  const target = withCommonRole(asked, link);
  const found = target.access.flatMap((row, position) => {
    const { certificate, failure } = row.exchange ?? {};
    if (row.link !== link || isIntercepted(certificate, failure?.code)) return [];
    const one = rowFinding(report, target, row, `/targets/${index}/access/${position}`);
    return one === undefined ? [] : [one];
  });
  return withoutRepetition(found, hostResource(report));
}

/** Probes that say the same are one finding with the evidence of all. */
function withoutRepetition(found: readonly Found[], host: HostResource): Found[] {
  const byText = new Map<string, Found>();
  for (const one of found) {
    const text = JSON.stringify([one.slug, one.cause, one.fixesOn(host)]);
    const before = byText.get(text)?.evidence ?? [];
    byText.set(text, { ...one, evidence: [...before, ...one.evidence] });
  }
  return [...byText.values()];
}

/** What is refused to a link for want of one thing: the same grant would allow all of it. */
function actionsRefused({ target, row, identity }: Asked): string {
  const grantOf = (one: Access) => JSON.stringify(grantFor(target, one, identity));
  const alike = target.access.filter(
    (one) => one.link === row.link && one.verdict === row.verdict && grantOf(one) === grantOf(row),
  );
  return namesOfNeeded(target, alike);
}

/** A connection names an identity that no link of this run gives. */
function otherIdentity({ winner }: Judged, target: Target, index: number): readonly Found[] {
  const { setting, clientId, resourceId, reference = false } = target.discovered ?? {};
  const identity = clientId ?? resourceId;
  if (setting === undefined || (identity === undefined && winner.link === null)) return [];
  const args = { setting, identity, isResourceId: clientId === undefined, target: target.url, reference };
  return [finding("connection-identity-not-tried", args, [`/targets/${index}/discovered`])];
}

function rowFinding(report: Judged, target: Target, row: Access, pointer: string): Found | undefined {
  const identity = identityOfLink(linkById(report, row.link));
  const service = findService(target.service);
  return FINDING_OF[row.verdict]?.({
    ...{ report, target, row, identity, service },
    word: wordFor(row.testedScope, service),
    place: {
      identity: whoAsks(identity, target),
      target: targetName(target, row),
      answer: answerOf(row),
    },
    at: [pointer],
  });
}

/** As people call the part that was asked for, or that a target does not name. */
function wordFor({ kind, named }: Access["testedScope"], service: ServiceDefinition | undefined): string {
  return named ? kind : (service?.part.words?.[kind] ?? service?.part.word ?? kind);
}

/** What is told of a verdict; verdicts that need no words of their own have none. */
const FINDING_OF: Readonly<Partial<Record<Verdict, (asked: Asked) => Found>>> = {
  "denied-rbac": (asked) => {
    const { target, row, identity, service, place, at } = asked;
    const { why, beyondRoles } = rowOf(target, row) ?? {};
    if (beyondRoles === true) {
      return service?.signIn === undefined ? policyMissing(asked, why) : userMissing(asked);
    }
    const denied = { ...place, action: actionsRefused(asked), grant: grantFor(target, row, identity) };
    const known = service?.ownRoles === true ? undefined : toldByArm(asked);
    if (known !== undefined) return known;
    const route = why === undefined ? undefined : routeNote(target);
    const item = unseenConditionOn(target, row);
    const condition = item === undefined ? undefined : conditionNote(item);
    const notes = [why, route, roleNote(asked), rolesNote(asked), condition];
    const doubt: Doubt =
      item !== undefined ? "condition" : row.confidence === "inferred" ? "inferred" : undefined;
    const told = {
      ...{ doubt, role: roleWanted(target, row) },
      listRoles: service?.ownRoles === true ? undefined : listRoles(target, row, identity),
      note: notes.filter((one) => one !== undefined).join(" "),
      lookUp: why === undefined ? undefined : service?.lookUp?.(target.resource),
      retry: item === undefined ? undefined : askForItem(target, row, item),
    };
    return finding("role-missing", { ...denied, ...told }, at);
  },
  "denied-network": ({ target, row, identity, service, place, at }) => {
    const { clientAddress } = disclosuresOf(row, service);
    if (rowOf(target, row)?.privateOnly === true) {
      const { resourceId } = grantContext(target, row, undefined);
      return finding("public-access-off", { ...place, resourceId }, at);
    }
    const open = service?.openNetwork(target.resource, clientAddress) ?? SEE_NETWORK_RULES;
    const openToAll = service?.openToAll?.(target.resource);
    const [isInferred, grant] = [row.confidence === "inferred", grantFor(target, row, identity)];
    return finding("network-rule-refuses", { ...place, open, openToAll, isInferred, grant }, at);
  },
  "wrong-tenant": otherTenant,
  "wrong-audience": ({ target, place, at }) => {
    const audience = target.scope.replace(/\/\.default$/, "");
    return finding("audience-refused", { ...place, audience }, at);
  },
  "wrong-cloud": ({ target, row, place, at }) => {
    const source = linkDefinition(row.link).endpoint;
    return finding("other-cloud", { ...place, cloud: target.cloud, source }, at);
  },
  "token-expired": ({ place, at }) => finding("expiry-refused", place, at),
  "entra-disabled": ({ target, row, service, place, at }) => {
    const { resourceId } = grantContext(target, row, undefined);
    return finding("entra-disabled", { ...place, note: service?.entraNote ?? "", resourceId }, at);
  },
  "needs-claims": ({ place, at }) => finding("claims-challenge", place, at),
  "token-rejected": (asked) => {
    const { tokenTenant, resourceTenant } = tenantsOf(asked);
    const areKnown = tokenTenant !== undefined && resourceTenant !== undefined;
    const differs = areKnown && !sameId(tokenTenant, resourceTenant);
    // A service that does not say why may have named its tenant in the challenge.
    return differs ? otherTenant(asked) : tokenNotAccepted(asked);
  },
  "not-found": ({ target, row, service, word, place, at }) => {
    const list = service?.part.list?.(target.resource);
    const args = { ...place, word, name: row.testedScope.name, list };
    return row.errorCode === SUBSCRIPTION_UNSEEN
      ? finding("subscription-not-seen", args, at)
      : finding("part-not-found", args, at);
  },
  throttled: ({ place, at }) => finding("target-throttles", place, at),
  unreachable: ({ target, row, service, at }) => {
    const { exchange } = row;
    const isProxys = exchange !== undefined && isProxyAnswer(exchange);
    const what = isProxys ? proxyAnswer(exchange) : (exchange?.failure?.code ?? "no answer");
    const note = service?.networkNote ?? "";
    return finding("target-unreachable", { target: target.resource, what, note }, at);
  },
  inconclusive: (asked) => {
    const { target, row, identity, service, word, place, at } = asked;
    const conditions = conditionsFor(target, row);
    if (isRefused(target, row) && conditions.length > 0) {
      const retry = askForItem(target, row, service?.part.item);
      return finding("condition-decides", { ...place, conditions, retry }, at);
    }
    if (isRedirected(row)) return loginRedirected(asked);
    if (row.seen?.includes(NO_SUBSCRIPTION) === true) return finding("no-subscription-visible", place, at);
    const why = rowOf(target, row)?.why;
    const isWhole = service?.part.isWhole === true;
    const unnamed = unnamedOf(target, word, service);
    if (!isWhole && refusesUnnamed(target, row)) {
      const alike = target.access.filter((one) => one.link === row.link && refusesUnnamed(target, one));
      return finding("name-the-part", { ...place, ...unnamed, action: listed(alike) }, at);
    }
    const lookUp = service?.lookUp?.(target.resource);
    // Of a random name that is not found where it might have been allowed, the app's own name tells more.
    const isNotFound = !row.testedScope.named && !isWhole && rowOf(target, row) !== undefined;
    const isUnclear = isRefused(target, row) && (why !== undefined || isWhole);
    const grant = isUnclear ? grantFor(target, row, identity) : undefined;
    const [roles, network] = isRefused(target, row) ? [rolesNote(asked), networkNote(asked)] : [];
    const told = [why, permissionsNote(asked), roles, network].filter((one) => one !== undefined).join(" ");
    const more = { lookUp, why: told, grant, ...(isNotFound && why === undefined ? { unnamed } : {}) };
    return finding("answer-unclear", { ...place, ...more }, at);
  },
};

/** A target that names no part, and what would name one. */
function unnamedOf(target: Target, word: string, service: ServiceDefinition | undefined): Unnamed {
  const isShared = matchHosts(hostOf(target.url)).length > 1;
  return {
    ...{ url: target.url, word, form: service?.part.form?.(target.url, word) ?? `<${word}>` },
    service: isShared ? target.service : undefined,
    note: service?.part.unnamedNote,
    asking: askingOptions(target),
  };
}

const SEE_NETWORK_RULES: Fix = { what: "See the network rules of the resource.", commands: [] };

/** A refusal that does not count for a named part, as the service's table says of it. */
function refusesUnnamed(target: Target, row: Access): boolean {
  const { named, why } = rowOf(target, row) ?? {};
  return isRefused(target, row) && named === false && why === undefined;
}
