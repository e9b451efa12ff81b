/**
 * Codes with which Node refuses a certificate that no authority it trusts has signed (OpenSSL's X509_V_ERR_ names, as
 * Node's tls documentation lists them). A name or a date that does not fit is another matter.
 */
const UNTRUSTED: ReadonlySet<string> = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
]);

export function isUntrusted(code: string | undefined): boolean {
  return code !== undefined && UNTRUSTED.has(code);
}

/**
 * Organizations whose authorities issue the certificates of Entra and of Azure's services (Microsoft, "Azure Certificate
 * Authority details"; GeoTrust and Thawte there are DigiCert's). Who else issues one stands in between.
 */
const PUBLIC_ISSUERS = /^(Microsoft Corporation|DigiCert,? Inc\.?|Entrust, Inc\.?)$/;

export function isAzuresIssuer(organization: string | undefined): boolean {
  return organization !== undefined && PUBLIC_ISSUERS.test(organization);
}
