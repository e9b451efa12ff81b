import type { Member } from "../catalogue/sdks/sdk-model.ts";
import type { Evidence, Link } from "../model/report.ts";
import { isManagedIdentity, type LinkId } from "../model/words.ts";

/** What chains are computed from. */
export interface ChainFacts {
  readonly links: readonly Link[];
  readonly environment: Evidence["environment"];
  readonly options: Evidence["invocation"]["options"];
  readonly host: Pick<Evidence["host"], "kind" | "evidence" | "proxy" | "metadata" | "arcAgent">;
}

/** The member of a chain that a link is, or is one of three ways to be. */
export function memberOf(id: LinkId): Member {
  // The types cannot follow the list; it is the three ids that `Member` leaves out.
  return isManagedIdentity(id) ? "managed-identity" : (id as Member);
}

export function linkOf({ links }: ChainFacts, id: LinkId): Link | undefined {
  return links.find((link) => link.id === id);
}
