import type { Link, Token } from "../model/report.ts";

/** Its tokens; where a proxy stood in the way of all of them, the one that came without it. */
export function shownTokens({ outcome, tokens, withoutProxy }: Link): readonly Token[] {
  const isDirect = outcome !== "succeeded" && withoutProxy?.outcome === "succeeded";
  return isDirect && withoutProxy.token !== undefined ? [withoutProxy.token] : tokens;
}
