import type { Exchange } from "./report.ts";

/**
 * The exchange that tells how an attempt ended: its last one, or the refusal before it where that one was being sent once
 * more when the attempt was ended. SDKs wait a random time between retries (chain.md section 3.5): which of the two is the
 * last at a deadline is chance.
 */
export function decidingExchange(exchanges: readonly Exchange[]): Exchange | undefined {
  const last = exchanges.at(-1);
  const before = exchanges.at(-2);
  const isUnderWay = last?.status === undefined && last?.failure?.code === "DEADLINE";
  return isUnderWay && before?.url === last.url && isRetried(before.status) ? before : last;
}

function isRetried(status: number | undefined): boolean {
  return status !== undefined && (status >= 500 || [404, 408, 410, 429].includes(status));
}
