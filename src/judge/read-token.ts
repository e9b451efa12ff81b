import { servicesFor } from "../catalogue/audiences.ts";
import { CLAIM_MEANINGS } from "../catalogue/claims.ts";
import { NUMERIC_DATES, timeOfNumericDate } from "../model/numeric-date.ts";
import type { TokenEvidence } from "../model/report.ts";
import type { ExplainedClaim, TokenReading, TokenTimes } from "../model/token-reading.ts";
import { describeIdentity } from "./describe.ts";
import { identityOf } from "./identity.ts";

/** What a token says, at a moment of this machine's clock. */
export function readToken(token: TokenEvidence, otherClaims: number, now: number): TokenReading {
  const identity = identityOf(token) ?? { kind: "unknown", why: "the token cannot be decoded" };
  const { tenantId, audience, issuer, version } = token;
  return {
    form: "jwt",
    identity,
    who: describeIdentity(identity),
    tenantId,
    audience,
    services: audience === undefined ? [] : servicesFor(audience),
    issuer,
    version,
    times: timesOf(token, now),
    claims: claimsOf(token),
    otherClaims,
  };
}

function claimsOf({ claims }: TokenEvidence): ExplainedClaim[] {
  return Object.entries(CLAIM_MEANINGS).flatMap(([name, means]) => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (value === undefined) return [];
    const time = NUMERIC_DATES.has(name) ? timeOfNumericDate(value) : undefined;
    return [{ name, value: time ?? (Array.isArray(value) ? value.join(" ") : String(value)), means }];
  });
}

function timesOf({ issuedAt, expiresAt, claims }: TokenEvidence, now: number): TokenTimes {
  const notBefore = timeOfNumericDate(claims["nbf"]);
  const secondsLeft = expiresAt === undefined ? undefined : Math.floor((Date.parse(expiresAt) - now) / 1000);
  const begins = notBefore ?? issuedAt;
  return {
    now: new Date(now).toISOString(),
    issuedAt,
    notBefore,
    expiresAt,
    state:
      secondsLeft === undefined
        ? "unknown"
        : secondsLeft <= 0
          ? "expired"
          : begins !== undefined && Date.parse(begins) > now
            ? "not-yet"
            : "valid",
    secondsLeft,
  };
}
