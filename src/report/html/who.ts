import type { Link } from "../../model/report.ts";
import type { LinkId } from "../../model/words.ts";
import { LABELS } from "../labels.ts";
import type { SealedReport } from "../seal.ts";
import { shownTokens } from "../shown-tokens.ts";

/** In a few words, whom the first token of a link speaks for. */
export function identityOf(link: Link): string | undefined {
  const token = shownTokens(link).find(({ outcome }) => outcome === "succeeded");
  if (token === undefined) return undefined;
  return token.opaque === true ? LABELS.unknown : (token.identity?.kind ?? LABELS.unknown);
}

/** The verdicts of a link's probes, each with its number where there are several. */
export function accessSummary(report: SealedReport, link: LinkId): string {
  const counts = new Map<string, number>();
  for (const { access } of report.targets) {
    for (const row of access) {
      if (row.link === link) counts.set(row.verdict, (counts.get(row.verdict) ?? 0) + 1);
    }
  }
  return [...counts].map(([verdict, count]) => (count === 1 ? verdict : `${count} ${verdict}`)).join(", ");
}
