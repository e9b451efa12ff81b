import type { Host, Variable } from "../model/report.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { pairs, table, type Row } from "./table.ts";
import { withPlainPath } from "./windows-path.ts";
import { hang } from "./wrap.ts";

/** Longer values do not stand beside the name. */
const MAX_BESIDE = 40;

/** The variables that the links read: their values, or of a secret only its shape. */
export function environmentLines(report: SealedReport, page: Page): string[] {
  const present = report.environment.filter(({ state }) => state !== "unset");
  const absent = report.environment.filter(({ state }) => state === "unset").map(({ name }) => name);
  return [
    ...table(present.map(variableRow), page),
    ...(absent.length === 0
      ? []
      : hang(`  ${page.colours.dim(LABELS.notSet)} `, absent.join(", "), page.width)),
  ];
}

/** A value in sight makes its length superfluous; a long one stands in a line of its own. */
function variableRow({ name, state, secret, value: held = "", shape, from }: Variable): Row {
  const value = withPlainPath(held);
  const isBeside = value !== "" && value.length <= MAX_BESIDE;
  const said = [
    ...(secret ? [LABELS.secret] : []),
    ...(isBeside ? [value] : []),
    ...shape.filter((word) => value === "" || !/^\d+ characters$/.test(word)),
    ...(from === "process" ? [] : [LABELS.from(from)]),
  ];
  return { cells: [name, state, said.join(", ")], notes: isBeside ? [] : [value] };
}

/** Where it ran, with what, and when. */
export function hostLines(report: SealedReport, page: Page): string[] {
  return pairs(hostEntries(report), page);
}

export function hostEntries(report: SealedReport): readonly (readonly [string, string | undefined])[] {
  const { host, tool } = report;
  return [
    [LABELS.kind, host.kind],
    [LABELS.evidence, host.evidence.map(({ what, value }) => `${what}: ${value}`).join(", ")],
    [LABELS.region, host.region],
    [LABELS.resourceId, host.resourceId],
    [LABELS.instanceId, host.instanceId],
    [LABELS.console, `${host.console.kind}, ${host.console.isTTY ? LABELS.terminal : LABELS.noTerminal}`],
    [LABELS.process, processOf(host)],
    [LABELS.asApp, appOf(host)],
    [
      LABELS.proxy,
      Object.entries(host.proxy)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    [LABELS.metadata, host.metadata && `${host.metadata.state}: ${host.metadata.detail}`],
    [
      LABELS.clock,
      host.clock.skewSeconds === undefined
        ? undefined
        : LABELS.skew(host.clock.skewSeconds, host.clock.source),
    ],
    [LABELS.tool, toolOf(tool)],
    [LABELS.run, `${formatTime(report.startedAt)} - ${formatTime(report.finishedAt)}`],
    [LABELS.targets, report.invocation.targets.join(", ")],
    [LABELS.anonymized, report.anonymized === true ? LABELS.pseudonyms : undefined],
    [LABELS.removed, removals(report)],
  ];
}

/** Versions, as a bug report needs them. */
export function toolOf({ name, version, sdk, node, platform }: SealedReport["tool"]): string {
  return `${name} ${version}, @azure/identity ${sdk.identity}, msal ${sdk.msal}, node ${node}, ${platform}`;
}

function processOf({ process: { uid, gid, groups } }: Host): string | undefined {
  if (uid === undefined) return undefined;
  return [
    `uid ${uid}`,
    ...(gid === undefined ? [] : [`gid ${gid}`]),
    ...(groups === undefined || groups.length === 0 ? [] : [`groups ${groups.join(" ")}`]),
  ].join(", ");
}

function appOf({ process: { asApp } }: Host): string | undefined {
  if (asApp === undefined) return undefined;
  const { pid, command, uid, gid, how, switchedUser } = asApp;
  return LABELS.app(pid, command, uid, gid, how, switchedUser);
}

function removals({ redactions }: SealedReport): string | undefined {
  if (redactions.length === 0) return undefined;
  return LABELS.removals(redactions.length, [...new Set(redactions.map(({ kind }) => kind))].sort());
}
