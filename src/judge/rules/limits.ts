import { linkDefinition } from "../../catalogue/links/index.ts";
import { hostOf, isReached, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { isUnasked } from "../unasked.ts";

/** Below it a busy machine, or a way around half the world, may take longer than this run waited. */
const LEAST_SECONDS = 2;
const LIMIT = "DEADLINE";

/** What this run's own limit ended, and where the report tells of it. */
interface Ended {
  readonly what: string;
  readonly pointer: string;
}

/** What this run's own limit ended says nothing of who was asked, or was to be. */
export const shortLimits: Rule = (report) => {
  const { timeoutSeconds: seconds } = report.invocation.options;
  const isShort = seconds < LEAST_SECONDS;
  const links = [...unasked(report), ...(isShort ? cutLogins(report) : [])];
  const targets = isShort ? cutTargets(report) : [];
  return [
    { ended: links, ofTargets: false },
    { ended: targets, ofTargets: true },
  ]
    .filter(({ ended }) => ended.length > 0)
    .map(({ ended, ofTargets }) =>
      finding(
        "limit-too-short",
        { seconds, what: [...new Set(ended.map(({ what }) => what))], isShort, ofTargets },
        ended.map(({ pointer }) => pointer),
      ),
    );
};

/** Attempts that were ended before they had asked anybody, where nobody wins before them. */
function unasked(report: Judged): Ended[] {
  if (report.winner.state === "won") return [];
  return report.links
    .filter((link) => isUnasked(link) && isReached(report, link.id))
    .map(({ id }) => ({ what: id, pointer: linkPointer(report, id) }));
}

function cutLogins(report: Judged): Ended[] {
  return report.links
    .filter(({ id, outcome }) => outcome !== "succeeded" && isReached(report, id))
    .filter(({ id, exchanges }) => {
      const isCut = exchanges.at(-1)?.failure?.code === LIMIT;
      return linkDefinition(id).endpoint === "entra" && isCut;
    })
    .map(({ id }) => ({ what: id, pointer: `${linkPointer(report, id)}/exchanges` }));
}

function cutTargets({ targets }: Judged): Ended[] {
  return targets.flatMap(({ url, stages, access }, index) => {
    const pointers = [
      ...stages.flatMap(({ code }, at) => (code === LIMIT ? [`stages/${at}`] : [])),
      ...access.flatMap(({ exchange }, at) => (exchange?.failure?.code === LIMIT ? [`access/${at}`] : [])),
    ];
    return pointers.map((at) => ({ what: hostOf(url), pointer: `/targets/${index}/${at}` }));
  });
}
