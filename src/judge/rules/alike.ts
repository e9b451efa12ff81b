import type { HostResource } from "../../catalogue/host-resource.ts";
import { grouped } from "../../model/grouped.ts";
import type { Fix } from "../../model/report.ts";
import type { Found } from "../finding.ts";

/** A finding about one target. */
export interface TargetFinding {
  readonly finding: Found;
  /** As people say where it was: `contosodata/invoices`. */
  readonly where: string;
  /** What of its words is this target's own: its URL, host, resource, part. */
  readonly own: readonly string[];
}

/** As many alike are told one by one. */
const TOLD_ONE_BY_ONE = 3;
/** As many places are named where more than those are alike. */
const NAMED = 5;

/**
 * Findings that differ in their target only are one, once they are many; its fixes are those of the first target. They
 * stand where the first of them was.
 */
export function mergeAlike(told: readonly TargetFinding[], host: HostResource): readonly Found[] {
  const groups = grouped(told, (one) => likenessOf(one, host));
  const many = new Map<TargetFinding, Found | undefined>();
  for (const alike of groups.values()) {
    const places = [...new Set(alike.map(({ where }) => where))];
    if (places.length <= TOLD_ONE_BY_ONE) continue;
    for (const [index, one] of alike.entries())
      many.set(one, index === 0 ? merged(alike, places) : undefined);
  }
  return told.flatMap((one) => (many.has(one) ? (many.get(one) ?? []) : one.finding));
}

function likenessOf({ finding, own }: TargetFinding, host: HostResource): string {
  const { slug, level, cause } = finding;
  const longestFirst = [...new Set(own)].filter((text) => text !== "").sort((a, b) => b.length - a.length);
  return longestFirst.reduce(
    (text, name) => text.replaceAll(name, "<target>"),
    JSON.stringify([slug, level, cause, finding.fixesOn(host)]),
  );
}

function merged(alike: readonly TargetFinding[], places: readonly string[]): Found {
  const [first] = alike;
  if (first === undefined) throw new Error("nothing to merge");
  const [where, ...others] = places;
  const more = others.length > NAMED ? `, and ${others.length - NAMED} more` : "";
  const { finding } = first;
  return {
    ...finding,
    cause: `${finding.cause} The same holds for ${others.length} other targets: ${others.slice(0, NAMED).join(", ")}${more}.`,
    evidence: alike.flatMap(({ finding: { evidence } }) => evidence),
    fixesOn: (host) => finding.fixesOn(host).map((fix) => forFirst(fix, where ?? "")),
  };
}

function forFirst(fix: Fix, where: string): Fix {
  if (fix.commands.length === 0) return fix;
  return {
    ...fix,
    what: `For ${where}, and the others alike: ${fix.what.charAt(0).toLowerCase()}${fix.what.slice(1)}`,
  };
}
