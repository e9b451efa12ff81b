/**
 * What the claims of an access token say, in the words of a reader who sees one for the first time (chain.md section 6;
 * learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
 */
export const CLAIM_MEANINGS = {
  aud: "audience: the resource that the token is for; any other resource refuses it",
  iss: "issuer: the directory that gave the token, and by its form the version of the token",
  tid: "tenant: the id of the directory that the identity is in",
  oid: "object id of the identity in that directory: what role assignments name (principalId)",
  sub: "subject: for an app or a managed identity the same as oid",
  appid: "client id of the application or of the managed identity; role assignments do not name it",
  azp: "client id of the application, in tokens of version 2.0 (appid in version 1.0)",
  appidacr:
    "how the client proved who it is: 0 not at all, 1 with a secret, 2 with a certificate or an assertion",
  azpacr:
    "how the client proved who it is, in tokens of version 2.0: 0 not at all, 1 secret, 2 certificate or assertion",
  idtyp: "app: the token speaks for an application alone, not for a person; may be absent",
  xms_mirid:
    "resource id of the managed identity: of the machine or app itself (system-assigned) or of the identity (user-assigned)",
  xms_az_rid: "resource id of the machine or app on which the managed identity was asked",
  roles: "app roles that are assigned to the identity; roles of Azure (RBAC) never stand in a token",
  scp: "permissions that a person delegated to the application: the token speaks for a person",
  wids: "roles of the directory (not of Azure) that the identity holds, as ids of their templates",
  uti: "id of this token, by which it is found in the sign-in log; it is no secret",
  ver: "version of the token's form; the resource decides it, not the endpoint that was asked",
  iat: "when the token was issued",
  nbf: "from when on the token counts",
  exp: "when the token ends; the platform keeps a managed identity's for up to about 24 hours, and hands it out again",
  xms_cc: "capabilities of the client; cp1: it can answer a claims challenge",
} as const;

export type ClaimName = keyof typeof CLAIM_MEANINGS;

/**
 * Claims that a report may hold: they say whose token it is, for what, and until when. Everything else in a token
 * (names, addresses, groups) is personal or of no use to a diagnosis, and is left out.
 */
export const REPORTED_CLAIMS = Object.keys(CLAIM_MEANINGS) as ClaimName[];

/** What a claim says; nothing of a claim that is not reported. */
export function meaningOfClaim(name: string): string | undefined {
  return Object.hasOwn(CLAIM_MEANINGS, name) ? CLAIM_MEANINGS[name as ClaimName] : undefined;
}
