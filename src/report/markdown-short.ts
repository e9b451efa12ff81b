import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { code, prose } from "./markdown-syntax.ts";
import { countingRows, marksOf } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { mapStrings } from "./map-strings.ts";
import { chainGroups } from "./text-chains.ts";
import { toolOf } from "./text-host.ts";
import { fitted } from "./text-short.ts";
import { accessNote, targetHead } from "./text-targets.ts";
import { briefTokens } from "./text-tokens.ts";
import { ticketIdFacts } from "./ticket-facts.ts";

/** A line is never cut: the longest must leave room for others. */
const MAX_TEXT = 700;

/**
 * The verdict, why, what to do first, and what a helper asks back, as paragraphs and lists: whole lines can be left out
 * at the end.
 */
export function shortMarkdown(report: SealedReport, page: Page): string {
  const safe = mapStrings(report, (text) =>
    text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, "")}...` : text,
  );
  const lists = [
    [...findingItems(safe), ...commandItems(report)],
    accessItems(safe),
    briefTokens(safe).map(({ link, brief }) => {
      const marks = marksOf(safe, link.id, page).trim();
      return prose(`${link.id}${marks === "" ? "" : ` (${marks})`}: ${brief}`);
    }),
    ticketIdFacts(safe).map(({ what, value }) => prose(`${what}: ${value}`)),
    chainGroups(safe, page).rows.map(({ credential, result, sdks }) =>
      prose(`${credential}: ${result}: ${sdks}`),
    ),
  ].filter((list) => list.length > 0);
  return fitted([
    ...paragraphsOf(safe).flatMap((text, index) => (index === 0 ? [prose(text)] : ["", prose(text)])),
    ...lists.flatMap((list) => ["", ...list.map((item) => `- ${item}`)]),
  ]);
}

function paragraphsOf(report: SealedReport): string[] {
  const { lab, verdict, tool, host, finishedAt } = report;
  return [
    ...(lab === undefined ? [] : [LABELS.lab(lab.scenario)]),
    `${verdict.headline} (${LABELS.exitCode(verdict.exitCode)})`,
    ...verdict.detail.split("\n"),
    `${toolOf(tool)}, ${host.kind}, ${formatTime(finishedAt)}`,
  ].filter((text) => text !== "");
}

/** Of the first also why. */
function findingItems({ findings }: SealedReport): string[] {
  return findings.map(({ level, slug, title, cause }, index) => {
    const head = `${prose(level)} ${code(slug)}: ${prose(title)}`;
    return index === 0 ? `${head}. ${prose(cause)}` : head;
  });
}

/** What to do first. A command is whole, or is not there. */
function commandItems({ findings }: SealedReport): string[] {
  const [fix] = findings[0]?.fixes ?? [];
  if (fix === undefined || [fix.what, ...fix.commands].some((text) => text.length > MAX_TEXT)) return [];
  return [`${LABELS.fix} ${prose(fix.what)}`, ...fix.commands.map(code)];
}

function accessItems(report: SealedReport): string[] {
  const counts = countingRows(report);
  return report.targets.flatMap((target) =>
    target.access
      .filter((row) => counts(row, target))
      .map((row) =>
        prose(
          `${row.verdict} ${LABELS.levelAs(row.level, row.link)}, ${targetHead(target)}: ${accessNote(row)}`,
        ),
      ),
  );
}
