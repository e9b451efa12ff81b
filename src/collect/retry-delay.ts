import type { HttpAnswer } from "../world/http.ts";

const THROTTLED: readonly number[] = [429, 503];
/** What is waited where the server names no time. */
const DEFAULT_MS = 1000;

/**
 * The time after which a server wants to be asked again; `undefined` for an answer that is no throttling. App
 * Configuration tells it in `retry-after-ms` and Cosmos DB in `x-ms-retry-after-ms` (dataplane.md sections 10 and 14);
 * names, order and the date that may stand in `Retry-After` are those of `@typespec/ts-http-runtime`, which the SDKs use.
 */
export function retryDelayMs({ status, header }: HttpAnswer, now: number): number | undefined {
  if (!THROTTLED.includes(status)) return undefined;
  const inMs = [header("retry-after-ms"), header("x-ms-retry-after-ms")].map(numberIn);
  const retryAfter = header("retry-after");
  const seconds = numberIn(retryAfter);
  const named = inMs.find((ms) => ms !== undefined) ?? (seconds === undefined ? undefined : seconds * 1000);
  if (named !== undefined) return named;
  // Without the end of an HTTP date, JavaScript makes a date of "-5" as well.
  const date = retryAfter?.endsWith("GMT") === true ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(date) ? DEFAULT_MS : Math.max(0, date - now);
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
