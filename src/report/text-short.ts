import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { countingRows } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { accessLines } from "./text-targets.ts";
import { chainLines } from "./text-chains.ts";
import { headOf, remedyOf } from "./text-findings.ts";
import { toolOf } from "./text-host.ts";
import { briefTokenLines } from "./text-tokens.ts";
import { verdictLines } from "./text-verdict.ts";
import { ticketIdFacts } from "./ticket-facts.ts";
import { ticketFactLines } from "./ticket-text.ts";
import { wrap } from "./wrap.ts";

/** What the chats that people ask in take as one message. */
const MAX_BYTES = 4095;

/**
 * The verdict, why, what to do first, and what a helper asks back: the order is that of what is missed most, as whole
 * lines are left out at the end.
 */
export function shortText(report: SealedReport, page: Page): string {
  const lines = [
    ...verdictLines(report, page),
    "",
    ...wrap(`${toolOf(report.tool)}, ${report.host.kind}, ${formatTime(report.finishedAt)}`, page.width),
    ...section(
      LABELS.findings,
      report.findings.flatMap((finding, index) =>
        index === 0 ? [...headOf(finding, page), ...remedyOf(finding, page)] : headOf(finding, page),
      ),
    ),
    ...section(LABELS.access, accessLines(report, page, countingRows(report))),
    ...section(LABELS.token, briefTokenLines(report, page)),
    ...section(LABELS.ticket, ticketFactLines(ticketIdFacts(report), page)),
    ...section(LABELS.chains, chainLines(report, page)),
  ];
  return fitted(lines);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

/** Whole lines, as many as a chat takes as one message; how many are left out is told. */
export function fitted(lines: readonly string[]): string {
  const whole = `${lines.join("\n")}\n`;
  if (Buffer.byteLength(whole) <= MAX_BYTES) return whole;
  const room = MAX_BYTES - Buffer.byteLength(LABELS.leftOut(lines.length)) - 1;
  let used = 0;
  let kept = 0;
  for (const line of lines) {
    used += Buffer.byteLength(line) + 1;
    if (used > room) break;
    kept += 1;
  }
  return [...lines.slice(0, kept), LABELS.leftOut(lines.length - kept), ""].join("\n");
}
