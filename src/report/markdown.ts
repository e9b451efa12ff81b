import type { Finding, Link, Target } from "../model/report.ts";
import { chainGroups } from "./text-chains.ts";
import { formatDuration, formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { shortMarkdown } from "./markdown-short.ts";
import { code, fenced, folded, markdownTable, prose } from "./markdown-syntax.ts";
import { marksOf } from "./marks.ts";
import { saidLines } from "./message-text.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import { printable } from "./printable.ts";
import type { SealedReport } from "./seal.ts";
import { fixLabel, helpCommand } from "./text-findings.ts";
import { environmentLines, hostLines } from "./text-host.ts";
import { foldedLinks, isFolded, linkNotes } from "./text-links.ts";
import { accessNote, armTexts, markOf, reachLines, targetHead } from "./text-targets.ts";
import { otherTokenLines, tokenLines } from "./text-tokens.ts";
import { ticketFacts } from "./ticket-facts.ts";
import { wrap } from "./wrap.ts";
import { wrapCommand } from "./wrap-command.ts";

/** What is drawn as text is drawn for a narrow window, whatever the terminal's width: it is read elsewhere. */
const WIDTH = 80;

type Draw = (report: SealedReport, page: Page) => string[];

/** What decides, in sight. */
const OPEN: readonly (readonly [string, Draw])[] = [
  [LABELS.message, ({ messageReading }) => saidLines(messageReading).map((line) => `- ${prose(line)}`)],
  [LABELS.works, ({ works = [] }) => works.map(({ what }) => `- ${prose(what)}`)],
  [LABELS.links, linkParts],
  [LABELS.access, accessParts],
  [LABELS.chains, chainParts],
  [LABELS.findings, (report) => report.findings.flatMap((one, index) => findingParts(report, one, index))],
];

/** Long, and looked up when it is needed. */
const FOLDED: readonly (readonly [string, Draw])[] = [
  [LABELS.token, tokenLines],
  [LABELS.otherTokens, otherTokenLines],
  [LABELS.reach, reachLines],
  [LABELS.environment, environmentLines],
  [LABELS.host, hostLines],
  [LABELS.ticket, ticketLines],
  [LABELS.sdkLog, ({ sdkLog = [] }) => sdkLog.flatMap((line) => wrap(line, WIDTH))],
];

/**
 * The report for an issue or a ticket: the verdict, tables, findings with commands to copy; what is long is folded
 * where that is possible. Foreign text is code everywhere: no mention, link or markup in it has an effect. Reads well
 * as plain text, too.
 */
export function renderMarkdown(report: SealedReport, options: RenderOptions = {}): string {
  const safe = printable(report, options);
  const { short, unicode = false } = options;
  const textPage = pageOf({ width: WIDTH, unicode });
  const page = { ...textPage, arrow: "" };
  if (short === true) return shortMarkdown(safe, page);
  const lines = [
    ...verdictParts(safe),
    ...OPEN.flatMap(([title, draw]) => {
      const drawn = draw(safe, page);
      return drawn.length === 0 ? [] : ["", `### ${sentenceCase(title)}`, "", ...drawn];
    }),
    ...FOLDED.flatMap(([title, draw]) => {
      const drawn = draw(safe, textPage);
      return drawn.length === 0 ? [] : ["", ...folded(sentenceCase(title), fenced(drawn, "text"))];
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** Paragraphs: what was simulated, what it came to, and with what it was found out. */
function verdictParts({ lab, verdict, tool, host, finishedAt }: SealedReport): string[] {
  const paragraphs = [
    ...(lab === undefined ? [] : [prose(LABELS.lab(lab.scenario))]),
    ...[verdict.headline, ...verdict.detail.split("\n")].map(prose),
    prose(
      `${LABELS.exitCode(verdict.exitCode)}, ${tool.name} ${tool.version}, ${host.kind}, ${formatTime(finishedAt)}`,
    ),
  ];
  const shown = paragraphs.filter((text) => text !== "");
  return [`### ${sentenceCase(LABELS.verdict)}`, ...shown.flatMap((text) => ["", text])];
}

function linkParts(report: SealedReport, page: Page): string[] {
  const rows = report.links.filter((link) => !isFolded(link)).map((link) => linkRow(report, link, page));
  const rest = foldedLinks(report.links).map(({ title, text }) => `- ${prose(title)} ${prose(text)}`);
  return [
    ...markdownTable([LABELS.link, LABELS.outcome, LABELS.time, "", LABELS.reason], rows),
    ...(rest.length === 0 ? [] : ["", ...rest]),
  ];
}

function linkRow(report: SealedReport, link: Link, page: Page): string[] {
  const { id, outcome, durationMs } = link;
  return [
    code(id),
    prose(outcome),
    formatDuration(durationMs),
    prose(marksOf(report, id, page).trim()),
    linkNotes(link).map(prose).join("; "),
  ];
}

function accessParts(report: SealedReport, page: Page): string[] {
  return report.targets.flatMap((target) => targetParts(report, target, page)).slice(1);
}

function targetParts(report: SealedReport, target: Target, page: Page): string[] {
  const rows = target.access.map((row) => [
    prose(row.verdict),
    prose(row.level),
    code(row.link),
    prose(markOf(report, target, row, page).trim()),
    prose(accessNote(row)),
  ]);
  if (rows.length === 0) return [];
  const headers = [LABELS.verdict.toLowerCase(), LABELS.level, LABELS.link, "", LABELS.answer];
  const arm = armTexts(target).map((text) => `- ${prose(text)}`);
  return [
    "",
    prose(targetHead(target)),
    "",
    ...markdownTable(headers, rows),
    ...(arm.length === 0 ? [] : ["", ...arm]),
  ];
}

function chainParts(report: SealedReport, page: Page): string[] {
  const { rows, confirmation } = chainGroups(report, page);
  return [
    ...markdownTable(
      [LABELS.credential, LABELS.result, LABELS.sdks, LABELS.because],
      rows.map(({ credential, result, sdks, notes }) => [
        code(credential),
        prose(result),
        prose(sdks),
        notes.map(prose).join("; "),
      ]),
    ),
    ...(confirmation === undefined ? [] : ["", `- ${prose(confirmation)}`]),
  ];
}

function findingParts(report: SealedReport, finding: Finding, index: number): string[] {
  const { level, slug, title, cause, fixes } = finding;
  return [
    ...(index === 0 ? [] : [""]),
    `#### ${prose(level)}: ${code(slug)}`,
    "",
    prose(title),
    ...cause.split("\n").flatMap((line) => (line === "" ? [] : ["", prose(line)])),
    ...fixes.flatMap(({ what, commands, shell }) => [
      "",
      `${fixLabel(shell)} ${prose(what)}`,
      ...commands.flatMap((command) => ["", ...fenced(wrapCommand(command, WIDTH, shell), shell ?? "sh")]),
    ]),
    "",
    `${LABELS.more} ${code(helpCommand(report, finding))}`,
  ];
}

function ticketLines(report: SealedReport): string[] {
  return ticketFacts(report).map(({ what, value }) => `${what}: ${value}`);
}

function sentenceCase(title: string): string {
  return title.slice(0, 1) + title.slice(1).toLowerCase();
}
