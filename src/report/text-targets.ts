import { answerText } from "./answer-text.ts";
import { roleName } from "../catalogue/role-names.ts";
import type { Access, ArmEvidence, StageResult, Target } from "../model/report.ts";
import { REFUSALS, type Verdict } from "../model/words.ts";
import { LABELS } from "./labels.ts";
import { marksOf } from "./marks.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { pairs, table, type Row } from "./table.ts";
import { hang } from "./wrap.ts";

/** Whether each identity may do what was asked of each target. */
export function accessLines(
  report: SealedReport,
  page: Page,
  isShown: (row: Access, target: Target) => boolean = () => true,
): string[] {
  return report.targets.flatMap((target) => {
    const rows = target.access
      .filter((row) => isShown(row, target))
      .map((row) => rowOf(report, target, row, page));
    if (rows.length === 0) return [];
    return [
      ...hang("  ", targetHead(target), page.width),
      ...table(rows, page, 4),
      ...armTexts(target).flatMap((text) => hang("    ", text, page.width)),
    ];
  });
}

/** The target, and the setting that named it. */
export function targetHead({ url, service, discovered }: Target): string {
  if (discovered === undefined) return url;
  const { setting, clientId, resourceId, credential, alternative } = discovered;
  const identity = clientId ?? resourceId ?? credential;
  return `${url} (${[setting, ...(alternative === true ? [service] : []), identity].filter((part) => part !== undefined).join(", ")})`;
}

/** What Azure Resource Manager told. Where it could not be asked at all, nothing is lost: most identities may not ask it. */
export function armTexts({ arm = [] }: Target): string[] {
  return arm.filter(({ questions }) => questions.some(({ status }) => status !== undefined)).map(armText);
}

/** What Azure Resource Manager told one identity of its roles at the resource. */
function armText({
  link,
  resourceId,
  scope = "",
  roleAssignments,
  denyAssignments = [],
  questions,
}: ArmEvidence): string {
  const { status, errorCode, exchange } = questions.at(-1) ?? {};
  const answer = [status ?? exchange?.failure?.code ?? LABELS.noAnswer, errorCode].filter(
    (one) => one !== undefined,
  );
  const roles = roleAssignments?.map(({ roleId, scope: given, condition }) =>
    LABELS.roleAt(roleName(roleId), given, condition !== undefined),
  );
  const said =
    roles === undefined
      ? resourceId === undefined
        ? LABELS.armFindsNothing(answer.join(" "))
        : LABELS.armTellsNoRoles(answer.join(" "))
      : [
          ...(roles.length === 0 ? [LABELS.noRole] : roles),
          ...denyAssignments.map(({ name }) => LABELS.denial(name)),
        ].join("; ");
  const part =
    resourceId !== undefined && scope.startsWith(`${resourceId}/`) ? scope.slice(resourceId.length) : "";
  return LABELS.armOf(link, part, said);
}

function rowOf(report: SealedReport, target: Target, row: Access, page: Page): Row {
  const { verdict, level, link } = row;
  const cells = [verdictColour(verdict, page)(verdict), level, link, markOf(report, target, row, page)];
  return { cells, notes: [accessNote(row)] };
}

/** What came, from which part, how sure it is, and by which id support finds it. */
export function accessNote(row: Access): string {
  const { verdict, testedScope, confidence } = row;
  return [
    row.notSent ?? answerText(row),
    ...(row.notSent === undefined
      ? [
          LABELS.tested(
            testedScope.kind,
            [testedScope.name, ...(testedScope.item === undefined ? [] : [testedScope.item])].join("/"),
          ),
          confidence,
        ]
      : []),
    ...(verdict === "allowed" || row.requestId === undefined ? [] : [`${LABELS.requestId} ${row.requestId}`]),
  ].join(", ");
}

/** The row that counts: the winner's, or that of the identity which the connection of a setting uses. */
export function markOf(
  report: SealedReport,
  { connectionLink, passedOver }: Target,
  { link }: Access,
  page: Page,
): string {
  if (connectionLink === undefined) return marksOf(report, link, page);
  if (connectionLink !== link) return "";
  return passedOver === true
    ? page.colours.dim(LABELS.otherService)
    : page.colours.green(`${page.arrow} ${LABELS.connection}`);
}

/** `allowed` is yes; what the exit code counts as a refusal is no; the rest could not be told. */
function verdictColour(verdict: Verdict, { colours }: Page): (text: string) => string {
  if (verdict === "allowed") return colours.green;
  return REFUSALS.has(verdict) ? colours.red : colours.yellow;
}

/** How far each target can be reached without any token: a line for each stage, and one for those that were skipped alike. */
export function reachLines(report: SealedReport, page: Page): string[] {
  return report.targets.flatMap((target) => [
    ...hang("  ", target.url, page.width),
    ...pairs(stageRows(target), page, 4),
  ]);
}

/** The same in one sentence. */
export function stagesOf(target: Target): string[] {
  return stageRows(target).map((row) => row.join(" "));
}

function stageRows({ stages, addresses = [], route, tenantFromChallenge }: Target): [string, string][] {
  const details = stages.map(({ detail }) => detail).join(" ");
  const tenant =
    tenantFromChallenge === undefined || details.includes(tenantFromChallenge)
      ? []
      : [`${LABELS.tenant} ${tenantFromChallenge}`];
  const rows: [string, string][] = [];
  for (const one of stages) {
    const more = one.stage === "dns" ? moreOfName(route, addresses, details) : [];
    const said = [stageText(one), ...more, ...(one.stage === "challenge" ? tenant : [])].join(", ");
    const before = rows.at(-1);
    if (one.outcome === "skipped" && before?.[1] === said) before[0] += `, ${one.stage}`;
    else rows.push([one.stage, said]);
  }
  return rows;
}

function moreOfName(route: Target["route"], addresses: readonly string[], details: string): string[] {
  return [
    ...(route === undefined ? [] : [LABELS.route[route]]),
    ...addresses.filter((address) => !details.includes(address)),
  ];
}

function stageText({ outcome, code, detail }: StageResult): string {
  const shownCode = code === undefined || detail.includes(code) ? [] : [code];
  const why = detail === "" ? [] : [outcome === "skipped" ? `(${detail})` : detail];
  return [outcome, ...shownCode, ...why].join(" ");
}
