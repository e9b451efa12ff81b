import type { Exchange } from "./report.ts";

/** Whether an answer came, and came to its end. */
export function hasAnswer(
  exchange: Exchange | undefined,
): exchange is Exchange & { readonly status: number } {
  return exchange?.status !== undefined && exchange.failure === undefined;
}
