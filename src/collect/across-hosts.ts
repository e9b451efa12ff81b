/** How many hosts are asked at once, and how many requests one host gets at the same time. */
const HOSTS = 8;
const AT_ONE_HOST = 4;

/** Does `work` for every item, several at a time, and never more than a few for one host; begins in the order given. */
export async function acrossHosts<Item>(
  items: readonly Item[],
  hostOf: (item: Item) => string,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const busy = new Map<string, number>();
  const isFree = (item: Item) => (busy.get(hostOf(item)) ?? 0) < AT_ONE_HOST;
  const change = (host: string, by: number) => busy.set(host, (busy.get(host) ?? 0) + by);
  const worker = async () => {
    for (let at = waiting.findIndex(isFree); at >= 0; at = waiting.findIndex(isFree)) {
      const [item] = waiting.splice(at, 1) as [Item];
      change(hostOf(item), 1);
      await work(item);
      change(hostOf(item), -1);
    }
  };
  // A worker that finds every waiting host busy ends; those that keep it busy take what is left.
  await Promise.all(Array.from({ length: HOSTS }, worker));
}
