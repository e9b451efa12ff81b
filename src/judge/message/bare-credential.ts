import type { SpokenLink } from "../../model/message-reading.ts";
import type { Chain, Link } from "../../model/report.ts";
import { sameId } from "../../model/ids.ts";
import { memberOf } from "../chain-facts.ts";
import { describeIdentity, identityOfLink, linkById, linkPointer } from "../describe.ts";
import { finding, type Found } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { chainResult, MESSAGE_POINTER, sdkOf, type Told } from "./told.ts";

/** The text names one class alone, which fails here too or gives somebody else, and the chain here wins otherwise. */
export function bareCredential(told: Told): Found[] {
  const { report, reading } = told;
  const { bare } = reading;
  const { state, winner } = chainResult(told);
  if (bare === undefined || state !== "won" || winner === undefined || reading.readings.length === 0)
    return [];
  // A failure that ends a chain names one class, too; what only every chain passes over cannot have ended one.
  if (endsChains(bare) && !reading.readings.every(({ isUsual }) => isUsual)) return [];
  const alone = bare === "managed-identity" ? bareChain(told) : undefined;
  if (bare === "managed-identity" && alone === undefined) return [];
  const link = bare === "managed-identity" ? linkById(report, alone?.winner) : linkById(report, bare);
  const isSame = link?.outcome === "succeeded" && (link === winner || sameIdentity(link, winner));
  if (isSame || alone?.state === "unknown") return [];
  if (bare !== "managed-identity" && (link?.outcome === "succeeded" || memberOf(winner.id) === bare))
    return [];
  return [
    finding(
      "message-names-bare-credential",
      {
        spoken: bare,
        sdk: sdkOf(told),
        gives:
          link?.outcome === "succeeded"
            ? `would get ${describeIdentity(identityOfLink(link))} from ${link.id}`
            : `gets no token here either${reasonOf(report, bare)}`,
        winner: winner.id,
        who: describeIdentity(identityOfLink(winner)),
        byVariable: bare === "managed-identity" && winner.id === "managed-identity-env",
      },
      [MESSAGE_POINTER, linkPointer(report, winner.id)],
    ),
  ];
}

/** Links whose failure ends the chain of some SDK, so that its text names no chain (chain.md section 1.4). */
function endsChains(bare: SpokenLink): boolean {
  return bare === "environment" || bare === "workload-identity";
}

/** What a ManagedIdentityCredential that the app makes itself gets: without an SDK only what is alike in all. */
function bareChain(told: Told): Chain | undefined {
  const sdk = sdkOf(told);
  const all = told.report.chains.filter(({ credential }) => credential === "ManagedIdentityCredential");
  if (sdk !== undefined) return all.find((chain) => chain.sdk === sdk);
  const known = all.filter(({ state }) => state !== "unknown");
  const [first] = known;
  return known.every(({ state, winner }) => state === first?.state && winner === first.winner)
    ? first
    : undefined;
}

function reasonOf(report: Judged, bare: SpokenLink): string {
  const link = linkById(report, bare === "managed-identity" ? "managed-identity-system" : bare);
  return link === undefined || link.outcome === "succeeded" ? "" : ` (${link.id}: ${link.reason})`;
}

function sameIdentity(one: Link, other: Link): boolean {
  return sameId(identityOfLink(one)?.objectId, identityOfLink(other)?.objectId);
}
