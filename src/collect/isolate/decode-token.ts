import { jwtDecode } from "jwt-decode";
import { REPORTED_CLAIMS } from "../../catalogue/claims.ts";
import { escapeText } from "../../model/escape-text.ts";
import type { TokenEvidence } from "../../model/report.ts";

type Claims = TokenEvidence["claims"];

const CLAIM_LENGTH = 512;
const LIST_LENGTH = 50;

/** What a report may know of a token: its allow-listed claims. A token that is no JWT is opaque, not an error. */
export function decodeToken(scope: string, token: string): TokenEvidence {
  const payload = decode(token);
  if (payload === undefined) return { scope, outcome: "succeeded", claims: {}, opaque: true };
  const claims = allowedClaims(payload);
  const audience = text(claims["aud"]);
  const issuer = text(claims["iss"]);
  const tenantId = text(claims["tid"]);
  const version = text(claims["ver"]);
  const issuedAt = time(claims["iat"]);
  const expiresAt = time(claims["exp"]);
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

function decode(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload: unknown = jwtDecode(token);
    return typeof payload === "object" && payload !== null && !Array.isArray(payload)
      ? (payload as Record<string, unknown>)
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

/** Seconds since the epoch as a time; nothing for a number that is no time. */
function time(value: Claims[string] | undefined): string | undefined {
  if (typeof value !== "number") return undefined;
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1
    ? undefined
    : date.toISOString();
}
