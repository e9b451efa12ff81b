import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { code, prose } from "./markdown-syntax.ts";
import { countingRows } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { mapStrings } from "./map-strings.ts";
import { chainGroups } from "./text-chains.ts";
import { toolOf } from "./text-host.ts";
import { fitted } from "./text-short.ts";
import { accessNote, targetHead } from "./text-targets.ts";

/** A line is never cut: the longest must leave room for others. */
const MAX_TEXT = 700;

/** The verdict and what led to it, as paragraphs and lists: whole lines can be left out at the end. */
export function shortMarkdown(report: SealedReport, page: Page): string {
  const safe = mapStrings(report, (text) =>
    text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, "")}...` : text,
  );
  const { lab, verdict, tool, host, finishedAt, complete, interruptedBy, findings } = safe;
  const counts = countingRows(safe);
  const paragraphs = [
    ...(lab === undefined ? [] : [LABELS.lab(lab.scenario)]),
    `${verdict.headline} (${LABELS.exitCode(verdict.exitCode)})`,
    ...verdict.detail.split("\n"),
    ...(complete ? [] : [LABELS.cutShort(interruptedBy)]),
    `${toolOf(tool)}, ${host.kind}, ${formatTime(finishedAt)}`,
  ].filter((text) => text !== "");
  const lists = [
    findings.map(({ level, slug, title }) => `${prose(level)} ${code(slug)}: ${prose(title)}`),
    safe.targets.flatMap((target) =>
      target.access
        .filter((row) => counts(row, target))
        .map((row) =>
          prose(
            `${row.verdict} ${LABELS.levelAs(row.level, row.link)}, ${targetHead(target)}: ${accessNote(row)}`,
          ),
        ),
    ),
    chainGroups(safe, page).rows.map(({ credential, result, sdks }) =>
      prose(`${credential}: ${result}: ${sdks}`),
    ),
  ].filter((list) => list.length > 0);
  return fitted([
    ...paragraphs.flatMap((text, index) => (index === 0 ? [prose(text)] : ["", prose(text)])),
    ...lists.flatMap((list) => ["", ...list.map((item) => `- ${item}`)]),
  ]);
}
