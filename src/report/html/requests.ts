import type { Exchange } from "../../model/report.ts";
import type { SealedReport } from "../seal.ts";
import { WORDS } from "./words.ts";

/** A request, for whom it was sent, and when. */
export interface TimedRequest {
  /** The link, or what was looked at before any link was tried. */
  readonly who: string;
  readonly exchange: Exchange;
  /** Since the start of the run. */
  readonly startMs: number;
  readonly kind: "answered" | "refused" | "unanswered";
  /** Where it stands in the report. */
  readonly pointer: string;
}

/** Every request of a report, in the order of sending. What several targets share is one request. */
export function requestsOf(report: SealedReport): TimedRequest[] {
  const start = Date.parse(report.startedAt);
  const seen = new Set<string>();
  return placesOf(report)
    .filter(({ who, exchange }) => {
      const key = JSON.stringify([who, exchange]);
      return !seen.has(key) && seen.add(key);
    })
    .map(({ who, exchange, pointer }) => ({
      ...{ who, exchange, pointer },
      startMs: finite(Date.parse(exchange.startedAt) - start),
      kind: kindOf(exchange),
    }))
    .toSorted((one, other) => one.startMs - other.startMs);
}

interface Place {
  readonly who: string;
  readonly exchange: Exchange;
  readonly pointer: string;
}

function placesOf({ host, links, targets }: SealedReport): Place[] {
  const { metadata, reach } = WORDS.beforeLinks;
  const one = (who: string, pointer: string, exchange: Exchange | undefined): Place[] =>
    exchange === undefined ? [] : [{ who, pointer, exchange }];
  return [
    ...(host.metadata?.exchanges ?? []).flatMap((exchange, index) =>
      one(metadata, `/host/metadata/exchanges/${index}`, exchange),
    ),
    ...links.flatMap(({ id, exchanges }, link) =>
      exchanges.flatMap((exchange, index) => one(id, `/links/${link}/exchanges/${index}`, exchange)),
    ),
    ...targets.flatMap(({ challengeExchange, access, arm = [] }, target) => [
      ...one(reach, `/targets/${target}/challengeExchange`, challengeExchange),
      ...access.flatMap(({ link, exchange }, index) =>
        one(link, `/targets/${target}/access/${index}/exchange`, exchange),
      ),
      ...arm.flatMap(({ link, questions }, index) =>
        questions.flatMap(({ exchange }, question) =>
          one(link, `/targets/${target}/arm/${index}/questions/${question}/exchange`, exchange),
        ),
      ),
    ]),
  ];
}

/** Over AMQP and TDS a refusal is a text, and a yes is told by what came. */
function kindOf({ status, failure, errorBody, responseHeaders }: Exchange): TimedRequest["kind"] {
  if (status === undefined) {
    const came = Object.keys(responseHeaders).length > 0 ? "answered" : "unanswered";
    return failure !== undefined ? "unanswered" : errorBody !== undefined ? "refused" : came;
  }
  return status < 400 ? "answered" : "refused";
}

/** A saved report may hold any text for a time. */
function finite(ms: number): number {
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
