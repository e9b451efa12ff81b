import { answerText } from "../answer-text.ts";
import type { Access, Target } from "../../model/report.ts";
import { REFUSALS, type LinkId, type Verdict } from "../../model/words.ts";
import { LABELS } from "../labels.ts";
import { countingRows } from "../marks.ts";
import type { SealedReport } from "../seal.ts";
import { armTexts, stagesOf, targetHead } from "../text-targets.ts";
import { evidenceLink } from "./evidence.ts";
import { lanesOf, tagsOf, type Lane } from "./lanes.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { tableOf } from "./table.ts";
import { WORDS } from "./words.ts";

/** Whether each identity may do what was asked of each target, and how far the way there is open. */
export function accessBody(report: SealedReport): Part {
  if (report.targets.length === 0) return markup`<p>${WORDS.noTargets}</p>`;
  const lanes = lanesOf(report);
  return [
    report.targets.length > 1 && overview(report),
    ...report.targets.map((target, index) => targetPart(report, lanes, target, index)),
  ];
}

/** Many targets in one sight: a row each, a column for each link that was asked as. */
function overview(report: SealedReport): Markup {
  const links = [
    ...new Set(report.targets.flatMap(({ access }) => access.map(({ link }): LinkId => link))),
  ].toSorted((one, other) => placeOf(report, one) - placeOf(report, other));
  return tableOf({
    caption: WORDS.overview,
    columns: [WORDS.columns.target, ...links],
    rows: report.targets.map((target, index) => ({
      cells: [
        markup`<a href="#${targetId(index)}">${targetHead(target)}</a>`,
        ...links.map((link) => {
          const rows = target.access.filter((row) => row.link === link);
          if (rows.length === 0) return WORDS.notAsked;
          return rows.map(
            ({ level, verdict }) => markup`<span class="cell">${level} ${verdictPill(verdict)}</span> `,
          );
        }),
      ],
    })),
  });
}

function placeOf({ links }: SealedReport, id: LinkId): number {
  return links.findIndex((link) => link.id === id);
}

function targetId(index: number): string {
  return `target-${index}`;
}

function targetPart(report: SealedReport, lanes: readonly Lane[], target: Target, index: number): Markup {
  const { columns } = WORDS;
  const counts = countingRows(report);
  const head = targetHead(target);
  return markup`<h3 id="${targetId(index)}" class="target">${head}</h3>
<p class="reach"><strong>${WORDS.reach}:</strong> ${stagesOf(target).join(", ")} (${evidenceLink(report, `/targets/${index}`, WORDS.more)})</p>
${tableOf({
  caption: `${index + 1}. ${WORDS.accessCaption(head)}`,
  isCaptionHidden: true,
  columns: [
    ...[columns.link, columns.level, columns.verdict, columns.answer],
    ...[columns.confidence, columns.tested, columns.requestId],
  ],
  rows: target.access.map((row) => ({
    cells: rowCells(report, lanes, target, row),
    mark: counts(row, target) ? "winner" : undefined,
  })),
})}${armTexts(target).map((text) => markup`<p class="note">${text}</p>\n`)}`;
}

function rowCells(report: SealedReport, lanes: readonly Lane[], target: Target, row: Access): Part[] {
  const { link, level, verdict, confidence, testedScope, requestId, notSent } = row;
  const { kind, name, item } = testedScope;
  return [
    markup`<code>${link}</code>${marksOf(report, lanes, target, link)}`,
    level,
    verdictPill(verdict),
    notSent ?? answerText(row),
    notSent === undefined ? confidence : "",
    notSent === undefined ? LABELS.tested(kind, [name, ...(item === undefined ? [] : [item])].join("/")) : "",
    requestId === undefined ? "" : markup`<code>${requestId}</code>`,
  ];
}

function marksOf(report: SealedReport, lanes: readonly Lane[], target: Target, link: LinkId): Part {
  const { connectionLink, passedOver } = target;
  if (connectionLink === undefined) {
    return tagsOf(report, lanes, link).map(
      ({ kind, text }) => markup` <span class="tag ${kind}">${text}</span>`,
    );
  }
  if (connectionLink !== link) return undefined;
  return passedOver === true
    ? markup` <span class="tag">${LABELS.otherService}</span>`
    : markup` <span class="tag winner">${LABELS.connection}</span>`;
}

/** `allowed` is yes; what the exit code counts as a refusal is no; the rest could not be told. */
function verdictPill(verdict: Verdict): Markup {
  const kind = verdict === "allowed" ? "succeeded" : REFUSALS.has(verdict) ? "failed" : "unavailable";
  return markup`<span class="pill ${kind}">${verdict}</span>`;
}
