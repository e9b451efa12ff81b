import type { Link, Target, Token } from "../model/report.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { countingRows } from "./marks.ts";
import type { SealedReport } from "./seal.ts";
import { toolOf } from "./text-host.ts";
import { allowedCalls, refusedCalls } from "./ticket-calls.ts";
import { fact, type TicketFact } from "./ticket-fact.ts";

/**
 * Everything that support asks back, in the order in which it is asked: calls with their ids and times, refused and
 * allowed, who the app is, where it ran, with what, and what was tried. All of it stands elsewhere in the report too.
 *
 * @example for (const { what, value } of ticketFacts(report)) console.log(`${what}: ${value}`)
 */
export function ticketFacts(report: SealedReport): readonly TicketFact[] {
  return [
    ...refusedCalls(report),
    ...allowedCalls(report),
    ...report.links.flatMap(identityFacts),
    ...placeFacts(report),
    ...report.targets.flatMap(targetFacts),
    ...runFacts(report),
    ...triedFacts(report),
  ];
}

/** What a report for people tells nowhere else: every call with its ids and time, and by what the tokens are found. */
export function ticketCallFacts(report: SealedReport): readonly TicketFact[] {
  return [...refusedCalls(report), ...allowedCalls(report), ...report.links.flatMap(tokenIds)];
}

/** The part that a reader copies, in brief: ids and times of the calls that count, and of the tokens. */
export function ticketIdFacts(report: SealedReport): readonly TicketFact[] {
  return [...refusedCalls(report, countingRows(report)), ...report.links.flatMap(tokenIds)];
}

function tokenIds(link: Link): TicketFact[] {
  return fact(LABELS.tokenOf(link.id), tokensOf(link).map(tokenIdText));
}

function tokensOf({ tokens, withoutProxy }: Link): readonly Token[] {
  return [...tokens, ...(withoutProxy?.token === undefined ? [] : [withoutProxy.token])].filter(
    ({ outcome }) => outcome === "succeeded",
  );
}

/** The same identity is told once, each of its tokens by itself. */
function identityFacts(link: Link): TicketFact[] {
  const tokens = tokensOf(link);
  const identities = tokens.flatMap(({ identity, tenantId }) =>
    identity === undefined
      ? []
      : [
          joined([
            [identity.kind],
            [LABELS.tenant, tenantId],
            [LABELS.clientId, identity.clientId],
            [LABELS.objectId, identity.objectId],
            [LABELS.resourceId, identity.resourceId],
          ]),
        ],
  );
  return [
    ...fact(LABELS.identityOf(link.id), [...new Set(identities)]),
    ...tokens.flatMap((token) => tokenFacts(link, token)),
  ];
}

function tokenFacts({ id }: Link, token: Token): TicketFact[] {
  const known = tokenIdText(token);
  const { issuedAt, expiresAt } = token;
  if (known === undefined) return [];
  return fact(LABELS.tokenOf(id), [
    joined([
      [known],
      [LABELS.issued, issuedAt && formatTime(issuedAt)],
      [LABELS.expires, expiresAt && formatTime(expiresAt)],
    ]),
  ]);
}

/** By its `uti` a token is found in the sign-in log; the token itself is nowhere in the report. */
function tokenIdText({ claims, audience, scope }: Token): string | undefined {
  const { uti } = claims;
  return uti === undefined ? undefined : LABELS.tokenId(String(uti), audience ?? scope);
}

function placeFacts({ host }: SealedReport): TicketFact[] {
  const { skewSeconds, source } = host.clock;
  return [
    ...fact(LABELS.hostKind, [host.kind]),
    ...fact(LABELS.resourceId, [host.resourceId]),
    ...fact(LABELS.region, [host.region]),
    ...fact(LABELS.instanceId, [host.instanceId]),
    ...fact(LABELS.clock, [skewSeconds === undefined ? undefined : LABELS.skew(skewSeconds, source)]),
  ];
}

function targetFacts({ url, service, arm = [], addresses = [], tenantFromChallenge }: Target): TicketFact[] {
  const [resourceId] = arm.flatMap((one) => one.resourceId ?? []);
  return fact(LABELS.target, [
    joined([
      [url],
      [service],
      [LABELS.resourceId, resourceId],
      [LABELS.tenant, tenantFromChallenge],
      ...addresses.map((address) => [address] as const),
    ]),
  ]);
}

function runFacts({ tool, startedAt, finishedAt, complete, interruptedBy }: SealedReport): TicketFact[] {
  return [
    ...fact(LABELS.tool, [toolOf(tool)]),
    ...fact(LABELS.run, [`${formatTime(startedAt)} - ${formatTime(finishedAt)}`]),
    ...fact(LABELS.complete, [complete ? LABELS.yes : LABELS.cutShort(interruptedBy)]),
  ];
}

/** What was tried and what was not, each with its reason. */
function triedFacts({ links, targets, invocation }: SealedReport): TicketFact[] {
  const tried = links.filter(({ outcome }) => outcome !== "skipped" && outcome !== "not-configured");
  const untried = groups(
    links
      .filter(({ outcome }) => outcome === "skipped" || outcome === "not-configured")
      .map((one) => [one.reason, one.id]),
  );
  const untested = targets.map(({ url, access }) => ({
    url,
    rows: groups(
      access.flatMap(({ notSent, level, link }) =>
        notSent === undefined ? [] : [[notSent, LABELS.levelAs(level, link)] as const],
      ),
    ),
  }));
  return [
    ...fact(
      LABELS.tried,
      tried.map(({ id, outcome }) => `${id} ${outcome}`),
    ),
    ...fact(LABELS.notTried, untried),
    ...untested.flatMap(({ url, rows }) => rows.flatMap((row) => fact(LABELS.notTested, [`${url}, ${row}`]))),
    ...(invocation.undiscovered ?? []).flatMap(({ setting, why }) =>
      fact(LABELS.notTested, [`${setting} (${why})`]),
    ),
  ];
}

/** `one, other (reason)`, a text for each reason. */
function groups(rows: readonly (readonly [reason: string, what: string])[]): string[] {
  const found = new Map<string, string[]>();
  for (const [reason, what] of rows) found.set(reason, [...(found.get(reason) ?? []), what]);
  return [...found].map(([reason, what]) => `${what.join(", ")} (${reason})`);
}

type Part = readonly [text: string] | readonly [label: string, value: string | undefined];

/** Parts without a value are left out. */
function joined(parts: readonly Part[]): string {
  return parts
    .flatMap((part) =>
      part.length === 1 ? [part[0]] : part[1] === undefined ? [] : [`${part[0]} ${part[1]}`],
    )
    .join(", ");
}
