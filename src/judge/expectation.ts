import { sameId } from "../model/ids.ts";
import type { Identity } from "../model/report.ts";
import { identityOfLink, linkById } from "./describe.ts";
import type { Judged } from "./judged.ts";

/** Whether the app is who it should be; `undefined` where nobody was expected, or nobody wins. */
export type Expectation = "met" | "differs" | "unknown" | undefined;

export function expectationOf(report: Judged): Expectation {
  const { expectClientId, expectObjectId } = report.invocation.options;
  if (expectClientId === undefined && expectObjectId === undefined) return undefined;
  const { state, link } = report.winner;
  if (state === "none") return undefined;
  return state === "won" ? compare(report, identityOfLink(linkById(report, link))) : "unknown";
}

/** Whether an identity is the expected one, by what is known of it. */
export function compare(
  { invocation }: Judged,
  identity: Identity | undefined,
): "met" | "differs" | "unknown" {
  const { expectClientId, expectObjectId } = invocation.options;
  const pairs = [
    [expectClientId, identity?.clientId],
    [expectObjectId, identity?.objectId],
  ].filter(([expected]) => expected !== undefined);
  if (pairs.some(([expected, found]) => found !== undefined && !sameId(expected, found))) return "differs";
  return pairs.every(([expected, found]) => sameId(expected, found)) ? "met" : "unknown";
}
