const SHARE = Number(process.env["SCENARIO_SHARE"] ?? 1);

/** Under other releases of Node one of so many is enough (.ci/test-node.mjs). */
export function shareOf<T>(all: readonly T[]): T[] {
  return all.filter((_, index) => index % SHARE === 0);
}
