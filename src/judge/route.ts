import { addressKind } from "../catalogue/address-kind.ts";
import type { TargetEvidence } from "../model/report.ts";
import type { Route } from "../model/words.ts";

/**
 * The alias of a target that its private endpoint gives it (dataplane.md section 22, rule 9). Names that whole services
 * share have such aliases for everybody: only one that begins with the resource's own name counts.
 */
export function privateAlias({ resource, aliases = [] }: TargetEvidence): string | undefined {
  return aliases.find((alias) => alias.startsWith(resource.toLowerCase()) && /\.privatelink\./.test(alias));
}

/** The private DNS zone that such an alias belongs to: `privatelink.blob.core.windows.net`. */
export function privateZone(alias: string): string {
  return alias.slice(alias.indexOf(".privatelink.") + 1);
}

/** Which way a target's name leads from here; nothing where its addresses are not known. */
export function routeOf(target: TargetEvidence): Route | undefined {
  const { addresses = [] } = target;
  if (addresses.length === 0) return undefined;
  const isPublic = addresses.some(isPublicAddress);
  if (privateAlias(target) !== undefined) {
    return isPublic ? "public-beside-private-endpoint" : "private-endpoint";
  }
  return isPublic ? "public" : "private-address";
}

function isPublicAddress(address: string): boolean {
  return addressKind(address.includes(":") ? `[${address}]` : address) === "public";
}
