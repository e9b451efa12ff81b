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
