import type { Identity } from "./report.ts";

/** A claim that a report may hold, and what it says. */
export interface ExplainedClaim {
  readonly name: string;
  readonly value: string;
  readonly means: string;
}

/** Where a token stands in its time, by this machine's clock. */
export interface TokenTimes {
  readonly now: string;
  readonly issuedAt?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly state: "valid" | "expired" | "not-yet" | "unknown";
  /** Seconds until its end, or since; negative once it has passed. */
  readonly secondsLeft?: number | undefined;
}

/** What can be told of a token without asking anybody; nothing of the token's own text is in it. */
export type TokenReading =
  | { readonly form: "opaque" | "encrypted"; readonly why: string }
  | {
      readonly form: "jwt";
      readonly identity: Identity;
      /** Who that is, in words. */
      readonly who: string;
      readonly tenantId?: string | undefined;
      readonly audience?: string | undefined;
      /** Titles of the services that take it. */
      readonly services: readonly string[];
      readonly issuer?: string | undefined;
      readonly version?: string | undefined;
      readonly times: TokenTimes;
      readonly claims: readonly ExplainedClaim[];
      /** Claims of the token that are not shown. */
      readonly otherClaims: number;
    };
