import { linkDefinition } from "../catalogue/links/index.ts";
import { decidingExchange } from "../model/deciding-exchange.ts";
import type { Link } from "../model/report.ts";
import { isReached, linkPointer } from "./describe.ts";
import { finding, type Found } from "./finding.ts";
import type { Judged } from "./judged.ts";

const NO_TOKEN: readonly Link["outcome"][] = ["failed", "unavailable", "timed-out"];

/**
 * An endpoint was asked for a token, and what came is neither that nor a refusal that some rule knows: the last thing to
 * say where nothing else of all that was `found` says why.
 */
export function unusableAnswer(report: Judged, found: readonly Found[]): Found[] {
  const { state } = report.winner;
  if (state === "won" || state === "split" || found.some(({ level }) => level === "error")) return [];
  return report.links
    .filter(
      (link) =>
        NO_TOKEN.includes(link.outcome) &&
        hasNoAnswer(link) &&
        linkDefinition(link.id).endpoint !== "tool" &&
        isReached(report, link.id),
    )
    .slice(0, 1)
    .map(({ id, reason }) =>
      finding("no-usable-answer", { link: id, reason }, [`${linkPointer(report, id)}/exchanges`]),
    );
}

/** A link that had a whole answer when its time was over may just have been slow to read it. */
function hasNoAnswer({ outcome, exchanges }: Link): boolean {
  const last = decidingExchange(exchanges);
  if (last === undefined) return false;
  return outcome !== "timed-out" || last.failure !== undefined || (last.status ?? 0) >= 300;
}
