/** Entra and the services let clocks differ by five minutes (failures.md row N11; msal and service documentation). */
export const TOLERATED_SKEW_SECONDS = 300;

/** From this many seconds on a clock is told to be off. */
export const NOTABLE_SKEW_SECONDS = 120;

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/**
 * How far a clock is off, in words.
 *
 * @example
 * describeSkew(-3600); // "1 hour behind"
 */
export function describeSkew(seconds: number): string {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, one]) => size >= one) ?? ["second", 1];
  const count = Math.round(size / length);
  return `${count} ${unit}${count === 1 ? "" : "s"} ${seconds > 0 ? "ahead of" : "behind"}`;
}
