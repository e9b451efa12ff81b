import { findings } from "../catalogue/findings/index.ts";
import type { FindingDefinition } from "../catalogue/finding-definition.ts";
import { findService } from "../catalogue/services/index.ts";
import type { Finding, Report } from "../model/report.ts";
import { isManagedIdentity, type LinkId } from "../model/words.ts";

/** What waiting could bring, seen from one report. */
export type Waiting =
  | { readonly state: "allowed" }
  /** `slug` where the reason is the whole of a finding. */
  | { readonly state: "cannot-help"; readonly why: string; readonly slug?: string }
  /** `links` are those whose part of the report can change. */
  | { readonly state: "may-pass"; readonly why: string; readonly links: readonly LinkId[] };

/** Whether what keeps an app from being allowed passes by itself: a new role does, a firewall does not. */
export function waitingFor(report: Report): Waiting {
  if (report.verdict.exitCode === 0) return { state: "allowed" };
  const causes = report.findings.filter(({ level }) => level !== "info");
  const kept = causes.find((one) => isKeptInToken(report, one));
  if (kept !== undefined) return { state: "cannot-help", why: `${kept.title} (${KEPT})` };
  const lasting = causes.find(({ slug, level }) => level === "error" && !mayPass(slug));
  if (lasting !== undefined) return { state: "cannot-help", why: lasting.title, slug: lasting.slug };
  const passing = causes.find(({ slug }) => mayPass(slug));
  return passing === undefined
    ? { state: "cannot-help", why: report.verdict.detail, slug: causes[0]?.slug ?? NOTHING_FOUND }
    : { state: "may-pass", why: passing.title, links: askedLinks(report) };
}

/** A saved report may hold a finding that this version does not know. */
function mayPass(slug: string): boolean {
  const rows = findings as Readonly<Record<string, Pick<FindingDefinition<never>, "mayPass"> | undefined>>;
  return rows[slug]?.mayPass === true;
}

/** In place of a finding's name, where there is none. */
export const NOTHING_FOUND = "nothing-found";

const KEPT = "what it may do stands in its token, which the platform keeps for about 24 hours";

/** A managed identity's token is the same for about a day, and so is what stands in it (dataplane.md sections 3 and 19.3). */
function isKeptInToken({ targets }: Report, { evidence }: Finding): boolean {
  return evidence.some((pointer) => {
    const [, index, position] = /^\/targets\/(\d+)\/access\/(\d+)$/.exec(pointer) ?? [];
    const target = targets[Number(index)];
    const row = target?.access[Number(position)];
    if (target === undefined || row === undefined || !isManagedIdentity(row.link)) return false;
    const isByRole = row.verdict === "denied-rbac" || row.verdict === "inconclusive";
    return isByRole && findService(target.service)?.permissionsInToken === true;
  });
}

/** The winner, or whoever may be it; and the identities that connections of settings name for themselves. */
function askedLinks({ winner, links, targets }: Report): LinkId[] {
  const own = winner.link === null ? links.map(({ id }) => id) : [winner.link];
  return [...new Set([...own, ...targets.flatMap(({ connectionLink }) => connectionLink ?? [])])];
}
