import type { Slug } from "../../src/catalogue/findings/index.ts";

/** A finding that says this row's cause and fix, and a scenario of the lab in which it comes. */
export interface Ending {
  readonly finding: Slug;
  /** Only the numbers of Entra's table need none of their own: what tells one from another is data. */
  readonly scenario?: string;
}

/** One row of the failure catalogue (failures.md), by its id there or by how its first words read. */
export type Row = { readonly row: string } & (
  | Ending
  /** Several causes, or several kinds of hosts: each ends in a finding of its own. */
  | { readonly endings: readonly Ending[] }
  /** It is no failure: the scenario shows it, and must have no finding. */
  | { readonly works: string; readonly why: string }
  /** It is a limit that credprobe itself keeps to, not a failure of the app: a test holds that. */
  | { readonly held: string; readonly why: string }
  /** Why a program on the machine cannot see it. */
  | { readonly notVisible: string }
  /** What is missing today. */
  | { readonly open: string }
);

/** The findings and scenarios that a row ends in; none for a row of another kind. */
export function endingsOf(row: Row): readonly Ending[] {
  if ("endings" in row) return row.endings;
  return "finding" in row ? [row] : [];
}
