import { mapStrings } from "./map-strings.ts";
import type { SealedReport } from "./seal.ts";

/** What `pseudonyms.ts` makes of names and ids. */
const PSEUDONYM = /\banon[0-9a-f]{10}\b|\b00000000-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}\b/g;
/** Made of addresses, and of private ones not told apart from real ones. */
const ADDRESS =
  /\b(?:198\.1[89]|10\.\d{1,3}|172\.\d{1,3}|192\.168)\.\d{1,3}\.\d{1,3}\b|\b2001:db8::[\da-f:]+/g;

/** Whether names and ids of the two cannot be compared: one is under pseudonyms, or both are with different salts. */
export function areNamesForeign(a: SealedReport, b: SealedReport): boolean {
  const [isA, isB] = [a.anonymized === true, b.anonymized === true];
  if (isA !== isB) return true;
  if (!isA) return false;
  const [inA, inB] = [pseudonymsIn(a), pseudonymsIn(b)];
  return inA.size > 0 && ![...inB].some((name) => inA.has(name));
}

/**
 * A report under pseudonyms, without them: what is compared then is what came of everything. The places that were asked
 * are numbered, so that they are still told apart.
 */
export function withoutNames(report: SealedReport): SealedReport {
  const places = [...pseudonymsIn(report.targets.map(({ url }) => url))];
  return mapStrings(report, (text) =>
    text
      .replaceAll(PSEUDONYM, (name) => (places.includes(name) ? `name-${places.indexOf(name) + 1}` : "name"))
      .replaceAll(ADDRESS, "address"),
  );
}

function pseudonymsIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value).match(PSEUDONYM));
}
