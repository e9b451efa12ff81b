/**
 * Claims that a report may hold: they say whose token it is, for what, and until when. Everything else in a token
 * (names, addresses, groups) is personal or of no use to a diagnosis, and is left out.
 */
export const REPORTED_CLAIMS = [
  "aud",
  "iss",
  "tid",
  "oid",
  "sub",
  "appid",
  "azp",
  "appidacr",
  "azpacr",
  "idtyp",
  "xms_mirid",
  "xms_az_rid",
  "roles",
  "scp",
  "wids",
  "uti",
  "ver",
  "iat",
  "nbf",
  "exp",
  "xms_cc",
] as const;

type ReportedClaim = (typeof REPORTED_CLAIMS)[number];

/** What a claim says, in a few words (chain.md section 6; Microsoft identity platform, access token claims). */
export const CLAIM_MEANINGS: Readonly<Record<ReportedClaim, string>> = {
  aud: "whom the token is for: it is refused elsewhere",
  iss: "who issued it: the tenant's Entra, of version 1.0 (sts.windows.net) or 2.0",
  tid: "the tenant",
  oid: "object id of the principal: what role assignments name",
  sub: "whom it is about; of an app the same as oid",
  appid: "client id of the app that asked",
  azp: "client id of the app that asked (version 2.0)",
  appidacr: "how the app proved who it is: 0 not at all, 1 by a secret, 2 by a certificate or another token",
  azpacr:
    "how the app proved who it is (version 2.0): 0 not at all, 1 by a secret, 2 by a certificate or another token",
  idtyp: "app for a token without a person",
  xms_mirid: "the managed identity: its own ARM id, or the resource's whose identity it is",
  xms_az_rid: "the resource at which the identity was asked for",
  roles: "app roles; Azure's roles (RBAC) never stand in a token",
  scp: "what a person lets the app do",
  wids: "directory roles",
  uti: "id of this token, for support",
  ver: "version of the token",
  iat: "when it was issued",
  nbf: "from when on it is valid",
  exp: "until when it is valid",
  xms_cc: "the app can answer a claims challenge (cp1)",
};
