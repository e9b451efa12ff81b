import type { TokenEvidence } from "../../model/report.ts";

/** A token as long as this process lives, and whom it speaks for as far as its claims tell. */
export interface HeldToken {
  readonly token: string;
  readonly principalId: string | undefined;
  /** `iss`, where it can be read. */
  readonly issuer: string | undefined;
}

export function heldToken(
  token: string,
  { claims: { oid }, issuer }: Pick<TokenEvidence, "claims" | "issuer">,
): HeldToken {
  return { token, principalId: typeof oid === "string" ? oid : undefined, issuer };
}
