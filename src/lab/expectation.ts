import type { Winner } from "../model/report.ts";
import type { LinkId, Outcome, Sdk, Verdict } from "../model/words.ts";

/** What a report about the scenario must say. */
export interface Expectation {
  readonly exitCode: number;
  readonly winner: { readonly state: Winner["state"]; readonly link: LinkId | null };
  readonly outcomes: Readonly<Partial<Record<LinkId, Outcome>>>;
  /** One for each probe of a link, in the order in which they are made. */
  readonly verdicts?: readonly { readonly link: LinkId; readonly verdict: Verdict }[];
  /** Slugs; the first is the primary one: the first error where there is one. */
  readonly findings: readonly string[];
  /** Where all is well (exit code 0): those of them that are warnings, which the scenario is about; the others are infos. */
  readonly warnings?: readonly string[];
  /** Kind of host that must be recognised. */
  readonly host?: string;
  /** What single SDKs make of it, where that is the point; the winner, or `none` or `unknown`. */
  readonly chains?: Readonly<Partial<Record<Sdk, LinkId | "none" | "unknown">>>;
}
