import type { Access, AttemptError, Exchange, Link, Target } from "../model/report.ts";
import { ticketIds } from "../model/ticket-ids.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import type { SealedReport } from "./seal.ts";
import { fact, type TicketFact } from "./ticket-fact.ts";

/** Answer headers by which a service's support finds a request (failures.md section e), with their names in words. */
const ID_HEADERS: readonly (readonly [header: string, what: string])[] = [
  ["x-ms-request-id", LABELS.requestId],
  ["request-id", LABELS.requestId],
  ["apim-request-id", LABELS.requestId],
  ["x-ms-activity-id", LABELS.activityId],
  ["x-ms-correlation-request-id", LABELS.correlationId],
  ["client-request-id", LABELS.clientRequestId],
  ["x-ms-client-request-id", LABELS.clientRequestId],
  ["x-ms-routing-request-id", LABELS.routingId],
  ["x-ms-keyvault-region", LABELS.serviceRegion],
  ["x-ms-keyvault-network-info", LABELS.networkInfo],
  ["server", LABELS.server],
  ["x-ms-ests-server", LABELS.server],
];

/** Calls that were refused, or came to nothing. */
export function refusedCalls(
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

/** Calls that were allowed: what support compares the refused ones with. */
export function allowedCalls({ targets }: SealedReport): TicketFact[] {
  return targets.flatMap(({ url, access }) =>
    access.flatMap(({ verdict, level, link, exchange, errorCode, requestId, seen }) =>
      verdict !== "allowed" || exchange === undefined
        ? []
        : fact(LABELS.allowed(LABELS.levelAs(level, link)), [
            exchangeText(exchange, { url, errorCode, requestId, seen }),
          ]),
    ),
  );
}

/** What Entra said, by the ids in its text, and the last refusal as it came, by those in its headers. */
function linkFacts({ id, outcome, error, tokens, withoutProxy, exchanges }: Link): TicketFact[] {
  const errors = [error, ...tokens.map((token) => token.error), withoutProxy?.token?.error];
  // The Arc agent's first answer is a refusal, too.
  const last = outcome === "succeeded" ? undefined : exchanges.findLast(isRefused);
  return fact(id, [...errors.flatMap(entraValues), last && exchangeText(last)]);
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
