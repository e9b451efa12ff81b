import { randomBytes, randomUUID } from "node:crypto";
import { generateKeyPair, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { TENANT, VM_ID } from "./contoso.ts";
import type { LabApplication, LabIdentity } from "./scenario.ts";

const HOUR = 3600;
/** Lifetimes of real tokens (chain.md section 6, failures.md row I20). */
export const APP_LIFETIME = HOUR - 1;
export const MANAGED_IDENTITY_LIFETIME = 24 * HOUR;

/** Makes and checks the tokens of one run; its key is nobody else's. */
export interface TokenIssuer {
  forApplication(app: LabApplication, audience: string): Promise<string>;
  forIdentity(identity: LabIdentity, audience: string): Promise<string>;
  /** Claims of a token whose signature is this run's; `undefined` for any other. Times are not checked. */
  read(token: string): Promise<JWTPayload | undefined>;
}

export async function tokenIssuer(now: () => number): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const sign = (claims: JWTPayload, audience: string, lifetime: number) => {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT({ ...common(audience), ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: "credprobe-lab" })
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + lifetime)
      .sign(privateKey);
  };
  return {
    forApplication: (app, audience) => sign({ ...principal(app), appidacr: "1" }, audience, APP_LIFETIME),
    forIdentity: (identity, audience) =>
      sign(
        {
          ...principal(identity),
          appidacr: "2",
          xms_mirid: identity.resourceId,
          ...(identity.resourceId === VM_ID ? {} : { xms_az_rid: VM_ID }),
        },
        audience,
        MANAGED_IDENTITY_LIFETIME,
      ),
    async read(token) {
      // Expiry is for the server to judge: the real one tells it apart from a bad signature.
      return await jwtVerify(token, publicKey, {
        currentDate: new Date(0),
        clockTolerance: Number.MAX_SAFE_INTEGER,
      })
        .then(({ payload }) => payload)
        .catch(() => undefined);
    },
  };
}

function principal({ clientId, objectId }: { clientId: string; objectId: string }): JWTPayload {
  return { appid: clientId, oid: objectId, sub: objectId };
}

/** What every v1 token of an application has. */
function common(audience: string): JWTPayload {
  const issuer = `https://sts.windows.net/${TENANT}/`;
  return {
    aud: audience,
    iss: issuer,
    idp: issuer,
    aio: randomBytes(24).toString("base64"),
    idtyp: "app",
    rh: `1.${randomBytes(12).toString("base64url")}.`,
    tid: TENANT,
    uti: randomBytes(16).toString("base64url"),
    ver: "1.0",
    xms_tcdt: 1_500_000_000,
    xms_rd: randomUUID(),
  };
}
