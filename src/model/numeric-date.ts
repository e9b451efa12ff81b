/** Claims that are NumericDates (RFC 7519): seconds since 1970. */
export const NUMERIC_DATES: ReadonlySet<string> = new Set(["iat", "nbf", "exp"]);

/** Seconds since the epoch as a time; nothing for a number that is no time. */
export function timeOfNumericDate(value: unknown): string | undefined {
  if (typeof value !== "number") return undefined;
  const date = new Date(value * 1000);
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? undefined : date.toISOString();
}
