import type { X509Certificate } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { ENTRA_ERRORS, type EntraError } from "./entra-errors.ts";
import type { Client, GrantSettings } from "./entra-grants.ts";

type Header = ReturnType<typeof decodeProtectedHeader>;

interface Assertion {
  readonly text: string;
  readonly header: Header;
  readonly claims: JWTPayload;
}

const HOSTS = ["login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net"];
/** Clocks may differ by so much. */
const SKEW_SECONDS = 300;

/**
 * Why an assertion (RFC 7523) proves nothing; `undefined` when it does. A federated token says who issued it; what an
 * application signs with its certificate names the application itself.
 */
export async function assertionRefusal(
  settings: GrantSettings,
  client: Client,
  text: string,
): Promise<EntraError | undefined> {
  const assertion = decode(text);
  if (assertion === undefined) return ENTRA_ERRORS.malformedAssertion();
  return assertion.claims.iss?.startsWith("https://") === true
    ? await federatedRefusal(settings, client, assertion)
    : await certificateRefusal(settings, client, assertion);
}

function decode(text: string): Assertion | undefined {
  try {
    return { text, header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return undefined;
  }
}

async function certificateRefusal(
  { registered, now }: GrantSettings,
  { clientId, tenant }: Client,
  { text, header, claims }: Assertion,
): Promise<EntraError | undefined> {
  const { iss, sub, aud } = claims;
  if (iss?.toLowerCase() !== clientId || sub?.toLowerCase() !== clientId) {
    return ENTRA_ERRORS.assertionSubject(clientId);
  }
  const thumbprint = thumbprintOf(header);
  const known = registered.find(
    ({ application, certificate }) =>
      application === clientId && fingerprints(certificate).includes(thumbprint),
  );
  if (known === undefined) return ENTRA_ERRORS.unregisteredCertificate(thumbprint, clientId);
  const isSigned = await compactVerify(text, known.certificate.publicKey).then(
    () => true,
    () => false,
  );
  if (!isSigned) return ENTRA_ERRORS.badSignature();
  if (Date.parse(known.certificate.validTo) < now()) {
    return ENTRA_ERRORS.expiredCertificate(thumbprint, clientId);
  }
  if (!audiencesOf(tenant).includes(String(aud).toLowerCase())) return ENTRA_ERRORS.assertionAudience();
  return timeRefusal(claims, now());
}

/** Thumbprint of the certificate that an assertion names: hexadecimal, SHA-256 before SHA-1. */
function thumbprintOf(header: Header): string {
  const named = header["x5t#S256"] ?? header.x5t ?? header.kid;
  return typeof named === "string" ? Buffer.from(named, "base64url").toString("hex").toUpperCase() : "";
}

function fingerprints({ fingerprint, fingerprint256 }: X509Certificate): string[] {
  return [fingerprint, fingerprint256].map((text) => text.replaceAll(":", ""));
}

/** Audiences that stand for the token endpoint of a tenant; SDKs differ. */
function audiencesOf(tenant: string): string[] {
  const paths = ["oauth2/v2.0/token", "oauth2/token", "v2.0"];
  return HOSTS.flatMap((host) => paths.map((path) => `https://${host}/${tenant}/${path}`));
}

async function federatedRefusal(
  { signer, now }: GrantSettings,
  { clientId, federatedCredentials }: Client,
  { text, claims }: Assertion,
): Promise<EntraError | undefined> {
  if (federatedCredentials.length === 0) return ENTRA_ERRORS.noFederatedCredential(clientId);
  const ofIssuer = federatedCredentials.filter(({ issuer }) => issuer === claims.iss);
  if (ofIssuer.length === 0) return ENTRA_ERRORS.federatedIssuer(claims.iss);
  // Only now it is known whose keys to ask for.
  if ((await signer.verify(text)) === undefined) return ENTRA_ERRORS.badSignature();
  const late = timeRefusal(claims, now());
  if (late !== undefined) return late;
  const ofSubject = ofIssuer.filter(({ subject }) => subject === claims.sub);
  if (ofSubject.length === 0) return ENTRA_ERRORS.federatedSubject(claims.sub);
  const audiences = [claims.aud ?? []].flat();
  return ofSubject.some(({ audience }) => audiences.includes(audience))
    ? undefined
    : ENTRA_ERRORS.federatedAudience(audiences.join(", "));
}

function timeRefusal({ nbf = 0, exp = 0 }: JWTPayload, now: number): EntraError | undefined {
  const seconds = now / 1000;
  if (exp > seconds && nbf <= seconds + SKEW_SECONDS) return undefined;
  const [current, from, until] = [now, nbf * 1000, exp * 1000].map((time) => new Date(time).toISOString());
  return ENTRA_ERRORS.assertionTime(current, from, until);
}
