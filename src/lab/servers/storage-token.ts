import { TENANT_ID } from "../contoso.ts";
import { isStorageAudience } from "../resources.ts";
import type { TokenSigner } from "../tokens.ts";
import { STORAGE_ERRORS, type StorageError } from "./storage-answers.ts";

/** First version whose servers challenge an anonymous call. */
const FIRST_CHALLENGING_VERSION = "2019-12-12";
/** Clocks may differ by this much, as in Microsoft's own token validation. */
const TOLERATED_SECONDS = 300;

type Claims = Readonly<Record<string, unknown>>;

/** The claims of the caller's token, or the answer that refuses it. */
export async function authenticate(
  signer: TokenSigner,
  headers: Readonly<{ authorization?: string | undefined; "x-ms-version"?: string | string[] | undefined }>,
  account: string,
  now: number,
): Promise<{ readonly claims: Claims } | StorageError> {
  const { authorization } = headers;
  if (authorization === undefined) {
    const challenges = String(headers["x-ms-version"] ?? "") >= FIRST_CHALLENGING_VERSION;
    return challenges ? STORAGE_ERRORS.noToken : STORAGE_ERRORS.noPublicAccess;
  }
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (token === undefined) return STORAGE_ERRORS.malformedHeader;
  const claims = await signer.verify(token);
  const fault = claims === undefined ? "Signature validation failed." : faultOf(claims, account, now);
  if (claims === undefined || fault !== undefined) return { ...STORAGE_ERRORS.badToken, detail: fault ?? "" };
  return { claims };
}

/** What the service says about a token that it does not take. */
function faultOf(claims: Claims, account: string, now: number): string | undefined {
  const seconds = now / 1000;
  if (claims["iss"] !== `https://sts.windows.net/${TENANT_ID}/`) {
    return "Issuer validation failed. Issuer did not match.";
  }
  if (!isStorageAudience(claims["aud"], account)) {
    return "Audience validation failed. Audience did not match.";
  }
  if (Number(claims["exp"]) + TOLERATED_SECONDS < seconds) {
    return "Lifetime validation failed. The token is expired.";
  }
  if (Number(claims["nbf"]) - TOLERATED_SECONDS > seconds) {
    return "Lifetime validation failed. The token is not yet valid.";
  }
  return undefined;
}
