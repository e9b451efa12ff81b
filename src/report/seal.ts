import type { Evidence, Redaction, Report } from "../model/report.ts";
import { isClosedWord } from "./closed-words.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import { mapStrings } from "./map-strings.ts";
import { isSecretName } from "./secret-patterns.ts";
import { textSealer } from "./seal-text.ts";

declare const sealed: unique symbol;

/** A private member, unlike a mere property, is not carried over by `{ ...report, change }`. */
declare class Brand {
  private readonly [sealed]: true;
}

/** A report that went through `seal`: what every renderer and writer takes, and nothing else can make. */
export type SealedReport = Report & Brand;

/**
 * The one redactor. Takes secrets out of every text of a report, names of headers and claims included, and
 * lists what it took: `redactions` has one row for each place and kind.
 *
 * Removed is: every known secret, raw or encoded (base64 at any alignment, hex, URL, JSON, HTML); text that
 * looks like a token, a key, a password in a URL or an authorization header (`SECRET_PATTERNS`); the value of
 * what is named like a secret. Words of the report's own schema stay, even if a secret is such a word.
 * Numbers are not looked at. A sealed report sealed again is the same report.
 *
 * @param secrets Values known in memory; none when a saved report is read. Of secrets under four characters
 *   only a text that is exactly the secret is removed, of a secret without any visible character nothing.
 * @returns A copy. Never throws, takes time linear in the size of the report.
 */
export function seal(report: Report, secrets: KnownSecrets): SealedReport {
  const { copy, redactions } = sealStrings(report, secrets, report.redactions);
  // The only place where the brand is given: everything above has just been done.
  return { ...copy, redactions: distinctSorted([...copy.redactions, ...redactions]) } as SealedReport;
}

/**
 * The same for evidence, before it is judged: what is said of it is then said of what a saved report will hold.
 *
 * @returns The rows for `redactions` of the report besides.
 */
export function sealEvidence(
  evidence: Evidence,
  secrets: KnownSecrets,
): { readonly evidence: Evidence; readonly redactions: Redaction[] } {
  const { copy, redactions } = sealStrings(evidence, secrets, []);
  return { evidence: copy, redactions };
}

function sealStrings<T>(
  value: T,
  secrets: KnownSecrets,
  earlier: readonly Redaction[],
): { readonly copy: T; readonly redactions: Redaction[] } {
  const sealText = textSealer(
    secrets,
    earlier.map(({ kind }) => kind),
  );
  const redactions: Redaction[] = [];
  const copy = mapStrings(value, (text, place) => {
    if (isClosedWord(text) && !isSecretName(place.holder)) return text;
    const result = sealText(text, place.holder);
    for (const kind of result.labels) {
      if (!place.pointer.startsWith("/redactions")) redactions.push({ where: place.pointer, kind });
    }
    return result.text;
  });
  return { copy, redactions };
}

function distinctSorted(redactions: readonly Redaction[]): Redaction[] {
  const distinct = new Map(redactions.map((row) => [JSON.stringify([row.where, row.kind]), row]));
  return [...distinct.values()].sort((a, b) => compare(a.where, b.where) || compare(a.kind, b.kind));
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
