/** As many files as may be open at once without coming near a usual limit (1024). */
const BATCH = 64;

/** `Promise.all` of many, some at a time. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    results.push(...(await Promise.all(items.slice(start, start + BATCH).map(map))));
  }
  return results;
}
