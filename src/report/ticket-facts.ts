import type { Access, AttemptError, Exchange, Link, Target, Token } from "../model/report.ts";
import { ticketIds } from "../model/ticket-ids.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { countingRows } from "./marks.ts";
import type { SealedReport } from "./seal.ts";
import { toolOf } from "./text-host.ts";

/** One thing that support asks back. */
export interface TicketFact {
  readonly what: string;
  readonly value: string;
}

/** Answer headers by which a service's support finds a request (failures.md section e), with their names in words. */
const ID_HEADERS: readonly (readonly [header: string, what: string])[] = [
  ["x-ms-request-id", LABELS.requestId],
  ["request-id", LABELS.requestId],
  ["apim-request-id", LABELS.requestId],
  ["x-ms-activity-id", LABELS.activityId],
  ["x-ms-correlation-request-id", LABELS.correlationId],
  ["client-request-id", LABELS.clientRequestId],
  ["x-ms-client-request-id", LABELS.clientRequestId],
  ["server", LABELS.server],
  ["x-ms-ests-server", LABELS.server],
];

/**
 * Everything that support asks back, in the order in which it is asked: refused calls with their ids and times, who
 * the app is, where it ran, with what, and what was tried. All of it stands elsewhere in the report too.
 *
 * @example for (const { what, value } of ticketFacts(report)) console.log(`${what}: ${value}`)
 */
export function ticketFacts(report: SealedReport): readonly TicketFact[] {
  return [
    ...callFacts(report),
    ...report.links.flatMap(identityFacts),
    ...placeFacts(report),
    ...report.targets.flatMap(targetFacts),
    ...runFacts(report),
    ...triedFacts(report),
  ];
}

/** The part that a reader copies, in brief: ids and times of the calls that count, and of the tokens. */
export function ticketIdFacts(report: SealedReport): readonly TicketFact[] {
  return [
    ...callFacts(report, countingRows(report)),
    ...report.links.flatMap((link) => fact(LABELS.tokenOf(link.id), tokensOf(link).map(tokenIdText))),
  ];
}

/** Calls that were refused, or came to nothing. */
function callFacts(
  report: SealedReport,
  counts: (row: Access, target: Target) => boolean = () => true,
): TicketFact[] {
  const { confirmation, links, targets } = report;
  return [
    ...links.flatMap(linkFacts),
    ...fact(LABELS.confirmation, entraValues(confirmation?.error)),
    ...targets.flatMap((target) =>
      target.access.filter((row) => counts(row, target)).flatMap((row) => accessFacts(row, target)),
    ),
  ];
}

function linkFacts({ id, outcome, error, tokens, withoutProxy, exchanges }: Link): TicketFact[] {
  const errors = [error, ...tokens.map((token) => token.error), withoutProxy?.token?.error];
  const entra = errors.flatMap(entraValues);
  // The Arc agent's first answer is a refusal, too.
  const last = outcome === "succeeded" ? undefined : exchanges.findLast(isRefused);
  return fact(id, entra.length > 0 || last === undefined ? entra : [exchangeText(last)]);
}

function entraValues(error: AttemptError | undefined): string[] {
  return (error?.entra ?? []).map((one) => {
    const timestamp = one.timestamp === undefined ? undefined : formatTime(one.timestamp);
    return [LABELS.entra(one.code), ...ticketIds({ ...one, timestamp })].join(", ");
  });
}

function isRefused({ status, failure }: Exchange): boolean {
  return failure !== undefined || (status !== undefined && status >= 400);
}

function accessFacts(
  { verdict, level, link, exchange, errorCode, requestId, seen }: Access,
  { url }: Target,
): TicketFact[] {
  if (verdict === "allowed" || exchange === undefined) return [];
  return fact(LABELS.levelAs(level, link), [exchangeText(exchange, { url, errorCode, requestId, seen })]);
}

/** What is known of a call beyond what was recorded of it. */
interface CallFacts {
  readonly url?: string;
  readonly errorCode?: string | undefined;
  readonly requestId?: string | undefined;
  readonly seen?: readonly string[] | undefined;
}

/** What was asked when, what came, and by which ids it is found again. */
function exchangeText(exchange: Exchange, { url, errorCode, requestId, seen = [] }: CallFacts = {}): string {
  const { method, status, failure, startedAt, responseHeaders } = exchange;
  const answer = [status ?? failure?.code, errorCode].filter((part) => part !== undefined);
  const ids = [
    ...(requestId === undefined ? [] : [`${LABELS.requestId} ${requestId}`]),
    ...ID_HEADERS.flatMap(([header, what]) => {
      const value = responseHeaders[header];
      return value === undefined ? [] : [`${what} ${value}`];
    }),
  ];
  return [
    `${method} ${url ?? exchange.url.split("?", 1)[0] ?? ""}`,
    (answer.length === 0 ? seen : answer).join(" ") || LABELS.noAnswer,
    ...new Set(ids),
    LABELS.at(formatTime(startedAt)),
  ].join(", ");
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
  const skipped = groups(
    links.filter(({ outcome }) => outcome === "skipped").map((one) => [one.reason, one.id]),
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
    ...fact(LABELS.notTried, skipped),
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

/** One fact; none where nothing is known. */
function fact(what: string, values: readonly (string | undefined)[]): TicketFact[] {
  const known = values.filter((value): value is string => value !== undefined && value !== "");
  return known.length === 0 ? [] : [{ what, value: [...new Set(known)].join("; ") }];
}
