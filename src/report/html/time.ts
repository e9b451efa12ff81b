import { largest } from "../../model/largest.ts";
import { formatDuration } from "../format.ts";
import type { SealedReport } from "../seal.ts";
import { evidenceLink } from "./evidence.ts";
import { markup, type Part } from "./markup.ts";
import { requestsOf, type TimedRequest } from "./requests.ts";
import { tableOf } from "./table.ts";
import { timePictures } from "./time-picture.ts";
import { WORDS } from "./words.ts";

/** The requests over time, as a picture and as a table. */
export function timeBody(report: SealedReport): Part {
  const requests = requestsOf(report);
  if (requests.length === 0) return markup`<p>${WORDS.noRequests}</p>`;
  const kinds = (["answered", "refused", "unanswered"] as const).filter((kind) =>
    requests.some((request) => request.kind === kind),
  );
  const { columns } = WORDS;
  return markup`<figure>
${timePictures(requests, totalOf(report, requests))}<figcaption>
<ul class="legend">
${kinds.map(
  (kind) =>
    markup`<li><svg class="glyph" aria-hidden="true" width="28" height="12" viewBox="0 0 28 12"><rect class="bar ${kind}" x="1" y="1" width="26" height="10" rx="2"/>${kind === "refused" && markup`<path class="stripe-line" d="M5 11l8 -10m0 10l8 -10m-13 10l8 -10"/>`}</svg> <span>${WORDS[kind]}</span></li>
`,
)}</ul>
</figcaption>
</figure>
${tableOf({
  caption: WORDS.timeCaption,
  columns: [columns.number, columns.sent, columns.who, columns.request, columns.answer, columns.duration],
  rows: requests.map(({ who, exchange, kind, startMs, pointer }, index) => ({
    cells: [
      evidenceLink(report, pointer, String(index + 1)),
      `+${formatDuration(startMs)}`,
      who,
      markup`${exchange.method} <span class="value">${exchange.url}</span>`,
      exchange.status ?? exchange.failure?.code ?? WORDS.withoutStatus[kind],
      formatDuration(exchange.durationMs),
    ],
  })),
})}`;
}

/** The whole run; never nothing, and never less than the last answer. */
function totalOf({ startedAt, finishedAt }: SealedReport, requests: readonly TimedRequest[]): number {
  const run = Date.parse(finishedAt) - Date.parse(startedAt);
  const ends = requests.map(({ startMs, exchange }) => startMs + exchange.durationMs);
  return largest(ends, Math.max(1, Number.isFinite(run) ? run : 0));
}
