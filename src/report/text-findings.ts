import { startedAs } from "../catalogue/fixes.ts";
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
    ...causeOf(finding, page),
    ...finding.fixes.flatMap((fix) => fixLines(fix, page)),
    ...hang(`${" ".repeat(MARGIN)}${LABELS.more} `, helpCommand(report, finding), page.width),
  ]);
}

/** Level, slug and title: in the short form, the whole of all findings but the first. */
export function headOf({ level, slug, title }: Finding, page: Page): string[] {
  const lead = `  ${levelColour(level, page)(level)}  `;
  return [
    ...hang(lead, page.colours.bold(slug), page.width),
    ...indent(wrap(title, page.width - MARGIN), MARGIN),
  ];
}

/** Why, and the first of the fixes: what the short form tells of the finding that comes first. */
export function remedyOf(finding: Finding, page: Page): string[] {
  return [...causeOf(finding, page), ...finding.fixes.slice(0, 1).flatMap((fix) => fixLines(fix, page))];
}

function causeOf({ cause }: Finding, page: Page): string[] {
  return indent(wrap(cause, page.width - MARGIN), MARGIN);
}

function fixLines({ what, commands, shell }: Fix, page: Page): string[] {
  const deeper = MARGIN + 2;
  return [
    ...hang(`${" ".repeat(MARGIN)}${fixLabel(shell)} `, what, page.width),
    ...commands.flatMap((command) => indent(wrapCommand(command, page.width - deeper, shell), deeper)),
  ];
}

/** Where commands are not a POSIX shell's, it says whose. */
export function fixLabel(shell: Fix["shell"]): string {
  return shell === undefined ? LABELS.fix : LABELS.fixIn[shell];
}

/** Its page, without a network: the path of its file leads nowhere where only the program is. */
export function helpCommand({ invocation }: SealedReport, { slug }: Finding): string {
  return startedAs(`credprobe findings ${slug}`, invocation.program ?? "credprobe");
}

function levelColour(level: Level, { colours }: Page): (text: string) => string {
  if (level === "error") return colours.red;
  return level === "warning" ? colours.yellow : colours.dim;
}
