import { diffHeadline } from "./diff-headline.ts";
import { factsOf, TOPICS, type Fact, type Topic } from "./diff-facts.ts";
import type { SealedReport } from "./seal.ts";

/** One thing that is not the same in both; a side that does not have it has no value. */
export interface Difference {
  readonly topic: Topic;
  readonly what: string;
  readonly a?: string;
  readonly b?: string;
}

/** What one of the two reports is, and what it came to. */
export interface Side {
  readonly startedAt: string;
  readonly host: string;
  readonly exitCode: number;
  readonly headline: string;
  readonly anonymized?: boolean;
}

export interface ReportDiff {
  readonly headline: string;
  readonly isSame: boolean;
  /** Names and ids are not compared: one report is under pseudonyms, or both are with different salts. */
  readonly nameless?: true;
  readonly a: Side;
  readonly b: Side;
  readonly differences: readonly Difference[];
}

/**
 * What differs between two reports, of two machines or two moments, as far as it can change what an app gets or may
 * do. Times, durations and the ids of single requests and tokens are not compared.
 *
 * @param options `nameless` when `withoutNames` made both.
 *
 * @example diffReports(before, after).differences.map(({ what }) => what)
 */
export function diffReports(
  a: SealedReport,
  b: SealedReport,
  { nameless = false }: { readonly nameless?: boolean } = {},
): ReportDiff {
  const differences = differencesOf(factsOf(a), factsOf(b));
  return {
    headline: diffHeadline(a, b, differences, nameless),
    isSame: differences.length === 0,
    ...(nameless ? { nameless: true } : {}),
    a: sideOf(a),
    b: sideOf(b),
    differences,
  };
}

/** What a report is, and what it came to. */
export function sideOf({ startedAt, host, verdict, anonymized }: SealedReport): Side {
  return {
    startedAt,
    host: host.kind,
    exitCode: verdict.exitCode,
    headline: verdict.headline,
    ...(anonymized === undefined ? {} : { anonymized }),
  };
}

/** Topic by topic; within one, in the order of the first report's facts, and then what only the second one has. */
function differencesOf(a: readonly Fact[], b: readonly Fact[]): Difference[] {
  const [inA, inB] = [a, b].map((facts) => new Map(facts.map((fact) => [keyOf(fact), fact.value])));
  const all = new Map([...a, ...b].map((fact) => [keyOf(fact), fact]));
  const ordered = TOPICS.flatMap((topic) => [...all.values()].filter((fact) => fact.topic === topic));
  const found = ordered.flatMap((fact) => {
    const [one, other] = [inA?.get(keyOf(fact)), inB?.get(keyOf(fact))];
    if (one === other) return [];
    const { topic, what } = fact;
    return [
      { topic, what, ...(one === undefined ? {} : { a: one }), ...(other === undefined ? {} : { b: other }) },
    ];
  });
  return withSdksTogether(found);
}

/** Chains of several SDKs that differ in the same way are one difference. */
function withSdksTogether(differences: readonly Difference[]): Difference[] {
  const groups = new Map<string, Difference>();
  for (const one of differences) {
    const { topic, what, a, b } = one;
    const [credential, sdk = ""] = what.split(", ");
    const key = JSON.stringify(topic === "chains" ? [topic, credential, a, b] : [topic, what]);
    const earlier = groups.get(key);
    groups.set(key, earlier === undefined ? one : { ...earlier, what: `${earlier.what}, ${sdk}` });
  }
  return [...groups.values()];
}

function keyOf({ topic, what }: Fact): string {
  return JSON.stringify([topic, what]);
}
