import { formatDuration } from "../format.ts";
import { markup, type Markup } from "./markup.ts";
import type { TimedRequest } from "./requests.ts";
import { WORDS } from "./words.ts";

interface Layout {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly ticks: number;
}

const LAYOUTS: readonly Layout[] = [
  { name: "wide", width: 900, ticks: 8 },
  { name: "narrow", width: 340, ticks: 5 },
];

const TOP = 26;
const LABEL = 20;
const BAR = 14;
/** Even an answer within a millisecond is to be seen. */
const LEAST = 4;
/** For the text of a tick that stands where the last request ends. */
const RIGHT = 60;

interface Band {
  readonly who: string;
  readonly top: number;
  readonly lines: readonly (readonly TimedRequest[])[];
}

/** Who asked when: a band for each link, a bar for each request, as long as its answer took. */
export function timePictures(requests: readonly TimedRequest[], totalMs: number): Markup {
  return markup`${LAYOUTS.map((layout) => picture(requests, totalMs, layout))}`;
}

function picture(requests: readonly TimedRequest[], totalMs: number, { name, width, ticks }: Layout): Markup {
  const perMs = (width - RIGHT) / totalMs;
  const bands = bandsOf(requests, LEAST / perMs);
  const last = bands.at(-1);
  const height = last === undefined ? TOP : last.top + LABEL + last.lines.length * BAR + 12;
  const id = `time-${name}`;
  return markup`<svg class="picture ${name}" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-title">${WORDS.timeTitle}</title>
<desc id="${id}-text">${bands.map(({ who, lines }) => `${who}: ${lines.flat().length}. `)}</desc>
<defs><pattern id="${id}-lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="bar refused" width="5" height="5"/><rect class="stripe" width="2" height="5"/></pattern></defs>
${ticksOf(totalMs, ticks).map((ms) => {
  const x = rounded(ms * perMs);
  return markup`<path class="tick" d="M${x + 0.5} 18V${height}"/><text class="tick-text" x="${x + 2}" y="12">${tickText(ms)}</text>
`;
})}${bands.map((band) => bandOf(band, perMs, id))}</svg>
`;
}

function bandOf({ who, top, lines }: Band, perMs: number, id: string): Markup {
  return markup`<text class="id" x="2" y="${top + 14}">${who}</text>${lines.map((line, index) =>
    line.map(({ startMs, kind, exchange }) => {
      const x = rounded(startMs * perMs);
      const y = top + LABEL + index * BAR;
      const width = rounded(Math.max(LEAST, exchange.durationMs * perMs));
      const stripes = kind === "refused" && markup` fill="url(#${id}-lines)"`;
      return markup`<rect${kind !== "refused" && markup` class="bar ${kind}"`}${stripes} x="${x}" y="${y}" width="${width}" height="${BAR - 4}" rx="2"><title>${requestText(exchange, kind)}</title></rect>`;
    }),
  )}
`;
}

function requestText(
  { method, url, status, failure, durationMs }: TimedRequest["exchange"],
  kind: TimedRequest["kind"],
): string {
  return `${method} ${url}: ${status ?? failure?.code ?? WORDS.withoutStatus[kind]}, ${formatDuration(durationMs)}`;
}

/** Bands in the order of their first requests; requests of one band that overlap stand below each other. */
function bandsOf(requests: readonly TimedRequest[], leastMs: number): Band[] {
  const byWho = new Map<string, TimedRequest[]>();
  for (const request of requests) {
    const own = byWho.get(request.who);
    if (own === undefined) byWho.set(request.who, [request]);
    else own.push(request);
  }
  let top = TOP;
  return [...byWho].map(([who, own]) => {
    const lines: TimedRequest[][] = [];
    for (const request of own) {
      const free = lines.find((line) => endOf(line.at(-1), leastMs) <= request.startMs);
      if (free === undefined) lines.push([request]);
      else free.push(request);
    }
    const band = { who, top, lines };
    top += LABEL + lines.length * BAR + 8;
    return band;
  });
}

function endOf(request: TimedRequest | undefined, leastMs: number): number {
  return request === undefined ? 0 : request.startMs + Math.max(leastMs, request.exchange.durationMs);
}

/** Round times, at most so many. */
function ticksOf(totalMs: number, most: number): number[] {
  const least = totalMs / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least) ?? least;
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step);
}

function tickText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms / 100) / 10} s`;
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
