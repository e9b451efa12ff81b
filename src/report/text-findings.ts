import type { Finding, Fix } from "../model/report.ts";
import type { Level } from "../model/words.ts";
import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { hang, indent, wrap } from "./wrap.ts";
import { wrapCommand } from "./wrap-command.ts";

const MARGIN = 4;

/** What is wrong, why, and the commands that would change it. */
export function findingLines(report: SealedReport, page: Page): string[] {
  return report.findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : [""]),
    ...headOf(finding, page),
    ...indent(wrap(finding.cause, page.width - MARGIN), MARGIN),
    ...finding.fixes.flatMap((fix) => fixLines(fix, page)),
    ...hang(`${" ".repeat(MARGIN)}${LABELS.more} `, helpPath(finding), page.width),
  ]);
}

/** Level, slug and title: also the whole of a finding in the short form. */
export function headOf({ level, slug, title }: Finding, page: Page): string[] {
  const lead = `  ${levelColour(level, page)(level)}  `;
  return [
    ...hang(lead, page.colours.bold(slug), page.width),
    ...indent(wrap(title, page.width - MARGIN), MARGIN),
  ];
}

function fixLines({ what, commands }: Fix, page: Page): string[] {
  const deeper = MARGIN + 2;
  return [
    ...hang(`${" ".repeat(MARGIN)}${LABELS.fix} `, what, page.width),
    ...commands.flatMap((command) => indent(wrapCommand(command, page.width - deeper), deeper)),
  ];
}

export function helpPath({ help }: Finding): string {
  return help.startsWith("docs/") ? help : `docs/${help}`;
}

function levelColour(level: Level, { colours }: Page): (text: string) => string {
  if (level === "error") return colours.red;
  return level === "warning" ? colours.yellow : colours.dim;
}
