import { LEVELS } from "../model/words.ts";
import type { Found } from "./finding.ts";

/**
 * Most severe first, in the order of the rules. What another finding explains is left out, and where several are errors
 * of one story, the first is its cause: the others are context, as all are beside one that leads.
 */
export function ranked(found: readonly Found[]): Found[] {
  const told = withOneCause(found.filter((one) => !found.some((other) => isMoot(one, other))));
  return LEVELS.flatMap((level) => told.filter((one) => one.level === level));
}

/** Whether `other` explains it: a finding about some targets explains nothing of the others. */
function isMoot(one: Found, other: Found): boolean {
  if (!other.moots.includes(one.slug)) return false;
  const [own, explained] = [targetsOf(one), targetsOf(other)];
  return explained.size === 0 || [...own].every((target) => explained.has(target));
}

/** One error for the identity, and one for each target that has an error of its own. */
function withOneCause(found: readonly Found[]): Found[] {
  const explained = new Set<string>();
  const leader = found.find(({ leads, level }) => leads && level === "error");
  return found.map((one) => {
    if (one.level !== "error" || one === leader) return one;
    if (leader !== undefined) return { ...one, level: "warning" };
    const stories = storiesOf(one).filter((story) => !explained.has(story));
    for (const story of stories) explained.add(story);
    return stories.length > 0 ? one : { ...one, level: "warning" };
  });
}

function storiesOf(one: Found): readonly string[] {
  const targets = [...targetsOf(one)];
  return targets.length === 0 ? ["identity"] : targets;
}

/** The targets that its evidence is about, by their places. */
function targetsOf({ evidence }: Found): ReadonlySet<string> {
  return new Set(evidence.flatMap((pointer) => /^\/targets\/(\d+)/.exec(pointer)?.[1] ?? []));
}
