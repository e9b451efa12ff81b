import type { Access, Target } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";
import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";

/** What a link is to the app: the winner, shadowed, or nothing. Where the SDKs differ, they are named. */
export function marksOf(report: SealedReport, link: LinkId, page: Page): string {
  const { green, yellow } = page.colours;
  const won = wonMark(report, link);
  const shadowed = shadowedMark(report, link);
  return [
    ...(won === undefined ? [] : [green(`${page.arrow} ${won}`)]),
    ...(shadowed === undefined ? [] : [yellow(shadowed)]),
  ].join(", ");
}

/** The links whose token some app would get: the winner's, or with a split each SDK's. */
export function winningLinks(report: SealedReport): ReadonlySet<LinkId> {
  const { link } = report.winner;
  if (link !== null) return new Set([link]);
  return new Set(defaultChains(report).flatMap(({ winner }) => winner ?? []));
}

/** Whether a probe counts: the winner's, or that of the identity which the connection of a setting uses. */
export function countingRows(report: SealedReport): (row: Access, target: Target) => boolean {
  const winning = winningLinks(report);
  return ({ link }, { connectionLink, passedOver }) =>
    connectionLink === undefined ? winning.has(link) : link === connectionLink && passedOver !== true;
}

function wonMark(report: SealedReport, link: LinkId): string | undefined {
  if (report.winner.link === link) return LABELS.winner;
  if (report.winner.link !== null) return undefined;
  const sdks = defaultChains(report).flatMap(({ sdk, winner }) => (winner === link ? [sdk] : []));
  return sdks.length === 0 ? undefined : LABELS.winsIn(sdks);
}

function shadowedMark(report: SealedReport, link: LinkId): string | undefined {
  const chains = defaultChains(report);
  const sdks = chains.flatMap(({ sdk, shadowed }) => (shadowed.includes(link) ? [sdk] : []));
  if (sdks.length === 0) return undefined;
  return sdks.length === chains.length ? LABELS.shadowed : LABELS.shadowedIn(sdks);
}

function defaultChains(report: SealedReport): SealedReport["chains"] {
  return report.chains.filter(({ credential }) => credential === "DefaultAzureCredential");
}
