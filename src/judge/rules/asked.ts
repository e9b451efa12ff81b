import type { ServiceDefinition } from "../../catalogue/service-definition.ts";
import type { Access, Identity, Target } from "../../model/report.ts";
import { linkById } from "../describe.ts";
import type { Judged } from "../judged.ts";

/** One probe of the winner, with what the findings say of it. */
export interface Asked {
  readonly report: Judged;
  readonly target: Target;
  readonly row: Access;
  readonly identity: Identity | undefined;
  readonly service: ServiceDefinition | undefined;
  /** As people call what was asked for: `container`. */
  readonly word: string;
  readonly place: { readonly identity: string; readonly target: string; readonly answer: string };
  readonly at: readonly string[];
}

/** The token that a link got for a target. */
export function tokenOf(report: Judged, { scope }: Target, { link }: Access) {
  return linkById(report, link)?.tokens.find((token) => token.scope === scope);
}

/** What a target answered, in a word. */
export function answerOf({ status, errorCode, seen = [] }: Access): string {
  // Some repeat the status as their code, and Cosmos DB's sub-status 0 says that there is none.
  const told = [status, errorCode === "0" ? undefined : errorCode].filter((part) => part !== undefined);
  return [...new Set(told.length === 0 ? seen : told.map(String))].join(" ") || "nothing";
}
