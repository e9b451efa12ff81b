import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { JWK } from "jose";
import type { LabApplication, LabFederatedToken, LabIdentity, LabUser } from "./scenario.ts";
import { TENANT_ID, VM } from "./contoso.ts";
import type { TokenFault } from "./token-faults.ts";

/** Makes and checks the tokens of one run; the key exists only in this process. */
export interface TokenSigner {
  /** A token of a managed identity of the host, valid for 24 hours as real ones are. */
  forManagedIdentity(identity: LabIdentity, resource: string): Promise<SignedToken>;
  /** A token of a user-assigned identity for a federated token; it tells nothing of any machine. */
  forFederatedIdentity(identity: LabIdentity, resource: string): Promise<SignedToken>;
  /** A token of an app registration, valid for one hour. */
  forApplication(application: LabApplication, resource: string, proof: Proof): Promise<SignedToken>;
  /** A token of a person who is signed in to the Azure CLI, or to a tool that borrows its client id. */
  forUser(user: LabUser, resource: string): Promise<SignedToken>;
  /** A service-account token, as the issuer of a cluster signs it; all issuers of the lab share the one key. */
  federatedToken(token: LabFederatedToken): Promise<string>;
  /** The claims of a token that this signer signed, `undefined` for any other text. */
  verify(token: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The public key, as the authority publishes it. */
  readonly jwk: JWK;
}

export interface SignedToken {
  readonly token: string;
  readonly notBefore: number;
  readonly expiresOn: number;
  readonly expiresIn: number;
}

/** How a client proved itself; a managed identity does it with a certificate, too. */
export type Proof = "secret" | "assertion";

interface Subject {
  readonly appid: string;
  /** How the client proved itself: 0 not at all, 1 by secret, 2 by a signed assertion. */
  readonly appidacr: "0" | "1" | "2";
  readonly oid: string;
  readonly tid: string;
  readonly more: Readonly<Record<string, string>>;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Entra dates tokens five minutes back, for clocks that are behind. */
const BACKDATED_SECONDS = 300;
const USER_ASSIGNED = /\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\//i;
/** What Entra alone can read in a token: a report that had it would hold more of the token than it may. */
const CLAIM_OF_NO_REPORT = "lab-fake-claim-for-entra-alone";
/** When the invented tenant was made. */
const TENANT_CREATED = 1_582_840_412;
/** Client id of the Azure CLI, known in every tenant; azd and Cloud Shell sign in with it, too (chain.md section 6). */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/**
 * A signer with a new key. `now` is the clock that its tokens go by, `hostResourceId` the ARM id of the host on which
 * managed identities ask for them, `fault` what is wrong with each of them.
 */
export async function makeTokenSigner(
  now: () => number,
  hostResourceId: string = VM.resourceId,
  fault: TokenFault = {},
): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const sign = async (subject: Subject, resource: string, lifetime: number): Promise<SignedToken> => {
    const issuedAt = Math.floor(now() / 1000);
    const notBefore = issuedAt - BACKDATED_SECONDS;
    const expiresOn = issuedAt + lifetime;
    const claims = claimsOf(subject, resource, notBefore, expiresOn);
    const signed = await new SignJWT(fault.claims?.(claims) ?? claims)
      .setProtectedHeader({ typ: "JWT", alg: "RS256", x5t: kid, kid })
      .sign(privateKey);
    const token = fault.text?.() ?? signed;
    return { token, notBefore, expiresOn, expiresIn: lifetime };
  };
  return {
    jwk: { ...publicJwk, kid, x5t: kid, use: "sig", alg: "RS256" },
    forManagedIdentity: (identity, resource) =>
      sign(managedSubject(identity, hostResourceId), resource, DAY_SECONDS),
    forFederatedIdentity: (identity, resource) => sign(identitySubject(identity), resource, DAY_SECONDS),
    forApplication: (application, resource, proof) =>
      sign(applicationSubject(application, proof), resource, HOUR_SECONDS),
    forUser: (user, resource) => sign(userSubject(user), resource, HOUR_SECONDS),
    federatedToken: ({ issuer, subject, audience, validity }) => {
      const issuedAt = Math.floor(now() / 1000) - (validity === "expired" ? 2 * HOUR_SECONDS : 0);
      return new SignJWT()
        .setProtectedHeader({ alg: "RS256", kid })
        .setIssuer(issuer)
        .setSubject(subject)
        .setJti(CLAIM_OF_NO_REPORT)
        .setAudience([audience])
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + HOUR_SECONDS)
        .sign(privateKey);
    },
    async verify(token) {
      const verified = await compactVerify(token, publicKey).catch(() => undefined);
      return verified && (JSON.parse(new TextDecoder().decode(verified.payload)) as Record<string, unknown>);
    },
  };
}

function applicationSubject({ clientId, objectId, tenantId }: LabApplication, proof: Proof): Subject {
  const appidacr = proof === "secret" ? "1" : "2";
  return { appid: clientId, appidacr, oid: objectId, tid: tenantId, more: {} };
}

function identitySubject({ clientId, objectId, resourceId }: LabIdentity): Subject {
  return { appid: clientId, appidacr: "2", oid: objectId, tid: TENANT_ID, more: { xms_mirid: resourceId } };
}

function managedSubject(identity: LabIdentity, host: string): Subject {
  const subject = identitySubject(identity);
  if (!USER_ASSIGNED.test(identity.resourceId)) return subject;
  // Seen in real tokens: a user-assigned identity also tells on which resource the token was asked for.
  return { ...subject, more: { ...subject.more, xms_az_rid: host } };
}

function userSubject({ objectId, name }: LabUser): Subject {
  const more = { idtyp: "user", scp: "user_impersonation", name, unique_name: name, upn: name };
  return { appid: AZURE_CLI, appidacr: "0", oid: objectId, tid: TENANT_ID, more };
}

/** The claims of a v1.0 token, which is what Azure's own services take (chain.md section 6). */
function claimsOf(
  { appid, appidacr, oid, tid, more }: Subject,
  resource: string,
  notBefore: number,
  expiresOn: number,
): Record<string, string | number> {
  const issuer = `https://sts.windows.net/${tid}/`;
  return {
    aud: resource,
    iss: issuer,
    iat: notBefore,
    nbf: notBefore,
    exp: expiresOn,
    aio: CLAIM_OF_NO_REPORT,
    appid,
    appidacr,
    idp: issuer,
    idtyp: "app",
    oid,
    rh: CLAIM_OF_NO_REPORT,
    sub: oid,
    tid,
    uti: Buffer.from(randomUUID().replaceAll("-", ""), "hex").toString("base64url"),
    ver: "1.0",
    xms_idrel: "7 8",
    xms_tcdt: TENANT_CREATED,
    ...more,
  };
}
