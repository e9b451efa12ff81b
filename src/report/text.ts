import { LABELS } from "./labels.ts";
import { messageLines } from "./message-text.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import { printable } from "./printable.ts";
import type { SealedReport } from "./seal.ts";
import { chainLines } from "./text-chains.ts";
import { findingLines } from "./text-findings.ts";
import { environmentLines, hostLines } from "./text-host.ts";
import { linkLines } from "./text-links.ts";
import { shortText } from "./text-short.ts";
import { accessLines, reachLines } from "./text-targets.ts";
import { otherTokenLines, tokenLines } from "./text-tokens.ts";
import { verdictLines } from "./text-verdict.ts";
import { ticketCallFacts } from "./ticket-facts.ts";
import { ticketFactLines } from "./ticket-text.ts";
import { hang } from "./wrap.ts";

const SECTIONS: readonly (readonly [string, (report: SealedReport, page: Page) => string[]])[] = [
  [LABELS.message, messageLines],
  [LABELS.works, workLines],
  [LABELS.links, linkLines],
  [LABELS.chains, chainLines],
  [LABELS.token, tokenLines],
  [LABELS.otherTokens, otherTokenLines],
  [LABELS.access, accessLines],
  [LABELS.reach, reachLines],
  [LABELS.findings, findingLines],
  [LABELS.environment, environmentLines],
  [LABELS.host, hostLines],
  [LABELS.ticket, ticketLines],
  [LABELS.sdkLog, sdkLogLines],
];

/**
 * The report for people, verdict first. The same report and options give the same bytes; nothing is told that
 * does not stand in the report. Identifiers, addresses and arguments of commands are never cut: where one is
 * wider than the page, its line is.
 *
 * @returns Lines that each end in a newline, without any other control character unless colour is on.
 */
export function renderText(report: SealedReport, options: RenderOptions = {}): string {
  const page = pageOf(options);
  const safe = printable(report, options);
  if (options.short === true) return shortText(safe, page);
  const sections = SECTIONS.flatMap(([title, draw]) => {
    const lines = draw(safe, page);
    return lines.length === 0 ? [] : ["", page.colours.bold(title), ...lines];
  });
  return `${[...verdictLines(safe, page), ...sections].join("\n")}\n`;
}

/** What is in order, so that nobody fixes it. */
function workLines({ works = [] }: SealedReport, page: Page): string[] {
  return works.flatMap(({ what }) => hang("  ", what, page.width));
}

function ticketLines(report: SealedReport, page: Page): string[] {
  return ticketFactLines(ticketCallFacts(report), page);
}

function sdkLogLines({ sdkLog = [] }: SealedReport, page: Page): string[] {
  return sdkLog.flatMap((line) => hang("  ", line, page.width));
}
