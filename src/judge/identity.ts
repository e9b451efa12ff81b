import type { Identity, TokenEvidence } from "../model/report.ts";

type Claims = TokenEvidence["claims"];

const USER_ASSIGNED = /\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\//i;

/** Claims that only a person's token has (chain.md section 6). */
const USER_CLAIMS = ["scp", "upn", "unique_name", "preferred_username"] as const;

/**
 * Whose token it is, as far as its claims tell (chain.md section 6). `undefined` for an attempt without token.
 * Claims may be missing: what cannot be told is `unknown`, with the reason.
 */
export function identityOf(token: TokenEvidence): Identity | undefined {
  if (token.outcome !== "succeeded") return undefined;
  if (token.opaque === true) return { kind: "unknown", why: "the token cannot be decoded" };
  const { claims } = token;
  const ids = principalIds(claims);
  const resourceId = text(claims, "xms_mirid");
  if (resourceId !== undefined) {
    return USER_ASSIGNED.test(resourceId)
      ? { kind: "user-assigned", ...ids, resourceId, why: "xms_mirid names a user-assigned identity" }
      : { kind: "system-assigned", ...ids, resourceId, why: "xms_mirid names the resource itself" };
  }
  if (USER_CLAIMS.some((claim) => claims[claim] !== undefined)) {
    return { kind: "user", ...ids, why: "the token has claims of a signed-in user" };
  }
  const proof = text(claims, "appidacr") ?? text(claims, "azpacr");
  if (proof === "1") {
    return { kind: "service-principal", ...ids, why: "appidacr 1: an app registration with a client secret" };
  }
  if (proof === "2") {
    return {
      kind: "service-principal",
      ...ids,
      why: "appidacr 2 without xms_mirid: an app registration with a certificate or a federated token",
    };
  }
  return { kind: "unknown", ...ids, why: "neither xms_mirid nor appidacr is in the token" };
}

function principalIds(claims: Claims): { objectId?: string; clientId?: string } {
  const objectId = text(claims, "oid");
  const clientId = text(claims, "appid") ?? text(claims, "azp");
  return { ...(objectId ? { objectId } : {}), ...(clientId ? { clientId } : {}) };
}

function text(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" ? value : undefined;
}
