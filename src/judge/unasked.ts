import { linkDefinition } from "../catalogue/links/index.ts";
import type { Link } from "../model/report.ts";

/** This run's own limit ended the attempt before it had asked anybody, which says nothing of what would have come of it. */
export function isUnasked({ id, outcome, exchanges }: Link): boolean {
  return outcome === "timed-out" && exchanges.length === 0 && linkDefinition(id).endpoint !== "tool";
}
