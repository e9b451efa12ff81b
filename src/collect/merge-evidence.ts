import type { Evidence, TargetEvidence } from "../model/report.ts";
import type { LinkId } from "../model/words.ts";

/** What a later round found of some links, put into what an earlier one had found of all. */
export function mergeEvidence(first: Evidence, again: Evidence, links: readonly LinkId[]): Evidence {
  return {
    ...first,
    finishedAt: again.finishedAt,
    complete: again.complete,
    ...(again.interruptedBy === undefined ? {} : { interruptedBy: again.interruptedBy }),
    links: first.links.map((link) =>
      links.includes(link.id) ? (again.links.find(({ id }) => id === link.id) ?? link) : link,
    ),
    targets: first.targets.map((target, index) => mergeTarget(target, again.targets[index] ?? target, links)),
  };
}

function mergeTarget(first: TargetEvidence, again: TargetEvidence, links: readonly LinkId[]): TargetEvidence {
  const isKept = ({ link }: { readonly link: LinkId }) => !links.includes(link);
  const arm = [...(first.arm ?? []).filter(isKept), ...(again.arm ?? [])];
  const { arm: _, ...rest } = again;
  return {
    ...rest,
    ...(arm.length === 0 ? {} : { arm }),
    access: [...first.access.filter(isKept), ...again.access].sort(byLinkOf(first, again)),
  };
}

/** Rows stay in the order of the chain. */
function byLinkOf(...targets: readonly TargetEvidence[]) {
  const order = targets.flatMap(({ access }) => access.map(({ link }) => link));
  return (one: { readonly link: LinkId }, other: { readonly link: LinkId }) =>
    order.indexOf(one.link) - order.indexOf(other.link);
}
