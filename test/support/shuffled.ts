import type { Evidence } from "../../src/model/report.ts";

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, in the public domain). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Lists whose order is nobody's: what a name server, Resource Manager or the system lists, as it likes. */
const UNORDERED = new Set([
  ...["addresses", "passedAddresses", "groups", "roleAssignments", "denyAssignments", "permissions"],
  ...["actions", "notActions", "dataActions", "notDataActions", "granted", "seen", "federated"],
]);

/**
 * The same evidence in another order, wherever the order has no meaning: names of properties, lists of others, and who
 * of several links was told of first. What one link asked stays in the order in which it asked.
 */
export function shuffled(evidence: Evidence, random: () => number): Evidence {
  const copy = shuffledValue(evidence, "", random) as Evidence;
  return {
    ...copy,
    targets: copy.targets.map((target) => ({
      ...target,
      access: interleaved(target.access, random),
      ...(target.arm === undefined ? {} : { arm: interleaved(target.arm, random) }),
    })),
  };
}

function shuffledValue(value: unknown, name: string, random: () => number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffledValue(item, "", random));
    return UNORDERED.has(name) ? inAnyOrder(items, random) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, held]) => [key, shuffledValue(held, key, random)] as const,
  );
  return Object.fromEntries(inAnyOrder(entries, random));
}

function inAnyOrder<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Rows of several links, each link's own in their order. */
function interleaved<Row extends { readonly link: string }>(
  rows: readonly Row[],
  random: () => number,
): Row[] {
  const turns = inAnyOrder(
    rows.map(({ link }) => link),
    random,
  );
  const left = new Map<string, Row[]>();
  for (const row of rows) left.set(row.link, [...(left.get(row.link) ?? []), row]);
  return turns.flatMap((link) => left.get(link)?.shift() ?? []);
}
