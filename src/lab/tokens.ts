import { randomBytes, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { JWK } from "jose";
import { TENANT_ID, VM } from "./contoso.ts";
import type { LabApplication, LabIdentity, LabUser } from "./scenario.ts";

/** Makes and checks the tokens of one run; the key exists only in this process. */
export interface TokenSigner {
  /** A token of a managed identity of the host, valid for 24 hours as real ones are. */
  forManagedIdentity(identity: LabIdentity, resource: string): Promise<SignedToken>;
  /** A token of an app registration that proved itself with a secret, valid for one hour. */
  forApplication(application: LabApplication, resource: string): Promise<SignedToken>;
  /** A delegated token of a person, as developer tools and Cloud Shell hand them out, valid for one hour. */
  forUser(user: LabUser, resource: string): Promise<SignedToken>;
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

interface Subject {
  readonly appid: string;
  /** How the client proved itself: 0 not at all, 1 by secret, 2 by certificate, as a managed identity does too. */
  readonly appidacr: "0" | "1" | "2";
  readonly oid: string;
  readonly tid: string;
  readonly more: Readonly<Record<string, string>>;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Entra dates tokens five minutes back, for clocks that are behind. */
const BACKDATED_SECONDS = 300;
/** The Azure CLI, in whose name people sign in by default (chain.md section 6). */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const USER_ASSIGNED = /\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\//i;
/** When the invented tenant was made. */
const TENANT_CREATED = 1_582_840_412;

/**
 * A signer with a new key. `now` is the clock that its tokens go by, `hostResourceId` the ARM id of the host on which
 * managed identities ask for them.
 */
export async function makeTokenSigner(
  now: () => number,
  hostResourceId: string = VM.resourceId,
): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const sign = async (subject: Subject, resource: string, lifetime: number): Promise<SignedToken> => {
    const issuedAt = Math.floor(now() / 1000);
    const notBefore = issuedAt - BACKDATED_SECONDS;
    const expiresOn = issuedAt + lifetime;
    const token = await new SignJWT(claimsOf(subject, resource, notBefore, expiresOn))
      .setProtectedHeader({ typ: "JWT", alg: "RS256", x5t: kid, kid })
      .sign(privateKey);
    return { token, notBefore, expiresOn, expiresIn: lifetime };
  };
  return {
    jwk: { ...publicJwk, kid, x5t: kid, use: "sig", alg: "RS256" },
    forManagedIdentity: (identity, resource) =>
      sign(managedSubject(identity, hostResourceId), resource, DAY_SECONDS),
    forApplication: ({ clientId, objectId, tenantId }, resource) =>
      sign(
        { appid: clientId, appidacr: "1", oid: objectId, tid: tenantId, more: {} },
        resource,
        HOUR_SECONDS,
      ),
    forUser: (user, resource) => sign(userSubject(user), resource, HOUR_SECONDS),
    async verify(token) {
      const verified = await compactVerify(token, publicKey).catch(() => undefined);
      return verified && (JSON.parse(new TextDecoder().decode(verified.payload)) as Record<string, unknown>);
    },
  };
}

function managedSubject({ clientId, objectId, resourceId }: LabIdentity, host: string): Subject {
  return {
    appid: clientId,
    appidacr: "2",
    oid: objectId,
    tid: TENANT_ID,
    // Seen in real tokens: a user-assigned identity also tells on which resource the token was asked for.
    more: { xms_mirid: resourceId, ...(USER_ASSIGNED.test(resourceId) ? { xms_az_rid: host } : {}) },
  };
}

function userSubject({ objectId, name }: LabUser): Subject {
  return {
    appid: AZURE_CLI,
    appidacr: "0",
    oid: objectId,
    tid: TENANT_ID,
    more: {
      idtyp: "user",
      name: name.split("@")[0] ?? name,
      scp: "user_impersonation",
      unique_name: name,
      upn: name,
    },
  };
}

/** The claims of a v1.0 token, which is what Azure's own services take; app-only unless `more` says otherwise. */
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
    aio: `k2${randomBytes(27).toString("base64url")}A=`,
    appid,
    appidacr,
    idp: issuer,
    idtyp: "app",
    oid,
    rh: `1.${randomBytes(36).toString("base64url")}.`,
    sub: oid,
    tid,
    uti: Buffer.from(randomUUID().replaceAll("-", ""), "hex").toString("base64url"),
    ver: "1.0",
    xms_idrel: "7 8",
    xms_tcdt: TENANT_CREATED,
    ...more,
  };
}
