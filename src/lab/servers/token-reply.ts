import type { SignedToken } from "../tokens.ts";

/** Fields of a token answer; with all of them every SDK is content (chain.md section 3.3). */
export type TokenReply = Readonly<Record<string, string | number>>;

/** The answer of the VM's metadata service. `expires_on` is what JavaScript goes by, `expires_in` what Python does. */
export function tokenReply(
  { token, notBefore, expiresOn, expiresIn }: SignedToken,
  resource: string,
  clientId: string,
): TokenReply {
  return {
    access_token: token,
    client_id: clientId,
    expires_in: String(expiresIn),
    expires_on: String(expiresOn),
    ext_expires_in: String(expiresIn),
    not_before: String(notBefore),
    resource,
    token_type: "Bearer",
  };
}
