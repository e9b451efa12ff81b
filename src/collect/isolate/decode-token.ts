import { jwtDecode } from "jwt-decode";
import { REPORTED_CLAIMS } from "../../catalogue/claims.ts";
import { escapeText } from "../../model/escape-text.ts";
import { timeOfNumericDate } from "../../model/numeric-date.ts";
import type { TokenEvidence } from "../../model/report.ts";

type Claims = TokenEvidence["claims"];

const CLAIM_LENGTH = 512;
const LIST_LENGTH = 50;

/** What a report may know of a token: its allow-listed claims. A token that is no JWT is opaque, not an error. */
export function decodeToken(scope: string, token: string): TokenEvidence {
  const payload = jwtPart(token);
  if (payload === undefined) return { scope, outcome: "succeeded", claims: {}, opaque: true };
  const claims = allowedClaims(payload);
  const audience = text(claims["aud"]);
  const issuer = text(claims["iss"]);
  const tenantId = text(claims["tid"]);
  const version = text(claims["ver"]);
  const issuedAt = timeOfNumericDate(claims["iat"]);
  const expiresAt = timeOfNumericDate(claims["exp"]);
  return {
    scope,
    outcome: "succeeded",
    ...(audience === undefined ? {} : { audience }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(version === undefined ? {} : { version }),
    claims,
  };
}

/** The claims of a token, or its header; nothing where they cannot be decoded, or are no object. */
export function jwtPart(
  token: string,
  options: { readonly header?: boolean } = {},
): Readonly<Record<string, unknown>> | undefined {
  try {
    const part: unknown = jwtDecode(token, options);
    return typeof part === "object" && part !== null && !Array.isArray(part)
      ? (part as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function allowedClaims(payload: Readonly<Record<string, unknown>>): Claims {
  const claims: Claims = {};
  for (const name of REPORTED_CLAIMS) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (typeof value === "string") claims[name] = escapeText(value, CLAIM_LENGTH);
    else if (Number.isFinite(value) || typeof value === "boolean") claims[name] = value as number | boolean;
    else if (Array.isArray(value)) {
      claims[name] = value.slice(0, LIST_LENGTH).map((item) => escapeText(String(item), CLAIM_LENGTH));
    }
  }
  return claims;
}

function text(value: Claims[string] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
