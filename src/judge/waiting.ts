import { findings } from "../catalogue/findings/index.ts";
import type { FindingDefinition } from "../catalogue/finding-definition.ts";
import type { Report } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";

/** What waiting could bring, seen from one report. */
export type Waiting =
  | { readonly state: "allowed" }
  | { readonly state: "cannot-help"; readonly why: string }
  /** `links` are those whose part of the report can change. */
  | { readonly state: "may-pass"; readonly why: string; readonly links: readonly LinkId[] };

/** Whether what keeps an app from being allowed passes by itself: a new role does, a firewall does not. */
export function waitingFor(report: Report): Waiting {
  if (report.verdict.exitCode === 0) return { state: "allowed" };
  const causes = report.findings.filter(({ level }) => level !== "info");
  const lasting = causes.find(({ slug, level }) => level === "error" && !mayPass(slug));
  if (lasting !== undefined) return { state: "cannot-help", why: lasting.title };
  const passing = causes.find(({ slug }) => mayPass(slug));
  if (passing === undefined) return { state: "cannot-help", why: report.verdict.detail };
  const { winner, links } = report;
  const own = winner.link === null ? links.map(({ id }) => id) : [winner.link];
  return { state: "may-pass", why: passing.title, links: own };
}

/** A saved report may hold a finding that this version does not know. */
function mayPass(slug: string): boolean {
  const rows = findings as Readonly<Record<string, Pick<FindingDefinition<never>, "mayPass"> | undefined>>;
  return rows[slug]?.mayPass === true;
}
