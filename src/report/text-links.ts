import type { Link } from "../model/report.ts";
import type { LinkId, Outcome } from "../model/words.ts";
import { formatDuration } from "./format.ts";
import { LABELS } from "./labels.ts";
import { marksOf } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { table, type Row } from "./table.ts";
import { hang } from "./wrap.ts";

/** Links of a developer's machine: on a server, that they are absent is worth one line. */
const DEVELOPER_LINKS: ReadonlySet<LinkId> = new Set([
  "visual-studio-code",
  "azure-cli",
  "azure-powershell",
  "azure-developer-cli",
  "broker",
]);

/** One row for each link that was tried, and what became of the others. */
export function linkLines(report: SealedReport, page: Page): string[] {
  const rows = report.links.filter((link) => !isFolded(link)).map((link) => rowOf(report, link, page));
  return [
    ...table(rows, page),
    ...foldedLinks(report.links).flatMap(({ title, text }) =>
      hang(`  ${page.colours.dim(title)} `, text, page.width),
    ),
  ];
}

function rowOf(report: SealedReport, link: Link, page: Page): Row {
  const { outcome, id, durationMs } = link;
  const marks = marksOf(report, id, page);
  const cells = [outcomeColour(outcome, page)(outcome), id, formatDuration(durationMs).padStart(8), marks];
  return { cells, notes: linkNotes(link) };
}

/** What happened, and what support asks for. */
export function linkNotes(link: Link): string[] {
  return [link.reason, ...withoutProxyNote(link), ...entraNotes(link)];
}

/** What became of the attempt as SDKs make it that do not use the proxy. */
function withoutProxyNote({ outcome, withoutProxy }: Link): string[] {
  return withoutProxy === undefined || withoutProxy.outcome === outcome
    ? []
    : [`${LABELS.withoutProxy}: ${withoutProxy.reason}`];
}

/** What Microsoft's support asks for. */
function entraNotes({ error }: Link): string[] {
  return (error?.entra ?? []).map(({ code, correlationId, traceId, timestamp }) =>
    [
      LABELS.entra(code),
      ...(correlationId === undefined ? [] : [`${LABELS.correlationId} ${correlationId}`]),
      ...(traceId === undefined ? [] : [`${LABELS.traceId} ${traceId}`]),
      ...(timestamp === undefined ? [] : [timestamp]),
    ].join(", "),
  );
}

export function isFolded({ id, outcome }: Link): boolean {
  return DEVELOPER_LINKS.has(id) && (outcome === "not-configured" || outcome === "skipped");
}

/** A text for each outcome; for skipped links also for each reason, which is ours and says what to do. */
export function foldedLinks(all: readonly Link[]): { readonly title: string; readonly text: string }[] {
  const links = all.filter(isFolded);
  const groups = new Map<string, { outcome: Outcome; reason: string; ids: LinkId[] }>();
  for (const { id, outcome, reason } of links) {
    const said = outcome === "skipped" ? reason : "";
    const key = `${outcome} ${said}`;
    const group = groups.get(key) ?? { outcome, reason: said, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ outcome, reason, ids }) => ({
    title: LABELS.folded(outcome),
    text: `${ids.join(", ")}${reason === "" ? "" : ` (${reason})`}`,
  }));
}

function outcomeColour(outcome: Outcome, { colours }: Page): (text: string) => string {
  if (outcome === "succeeded") return colours.green;
  if (outcome === "failed" || outcome === "timed-out" || outcome === "crashed") return colours.red;
  return outcome === "unavailable" ? colours.yellow : colours.dim;
}
