import { LEVELS } from "../model/words.ts";
import type { Found } from "./finding.ts";

/**
 * Most severe first, in the order of the rules. What another finding explains is left out, and where several are errors
 * of one story, the first is its cause: the others are context, as all are beside one that leads.
 */
export function ranked(found: readonly Found[]): Found[] {
  const isMoot = explainedBy(found);
  const told = withOneCause(found.filter((one) => !isMoot(one)));
  return LEVELS.flatMap((level) => told.filter((one) => one.level === level));
}

/** Whether any of them explains a finding: one about some targets explains nothing of the others. */
function explainedBy(found: readonly Found[]): (one: Found) => boolean {
  const everywhere = new Set<string>();
  const anywhere = new Set<string>();
  /** By slug and target, the targets of what explains that slug there. */
  const there = new Map<string, ReadonlySet<string>[]>();
  for (const other of found.filter(({ moots }) => moots.length > 0)) {
    const explained = targetsOf(other);
    for (const slug of other.moots) {
      anywhere.add(slug);
      if (explained.size === 0) everywhere.add(slug);
      for (const target of explained) {
        const key = `${slug} ${target}`;
        const others = there.get(key);
        if (others === undefined) there.set(key, [explained]);
        else others.push(explained);
      }
    }
  }
  return (one) => {
    const own = [...targetsOf(one)];
    const [first] = own;
    if (first === undefined) return anywhere.has(one.slug);
    const others = there.get(`${one.slug} ${first}`) ?? [];
    return (
      everywhere.has(one.slug) || others.some((explained) => own.every((target) => explained.has(target)))
    );
  };
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
