import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeToken } from "../../src/collect/isolate/decode-token.ts";
import { identityOf } from "../../src/judge/identity.ts";
import { judge } from "../../src/judge/judge.ts";
import { evidence, links, token } from "./evidence.ts";

const VM = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v";
const USER_ASSIGNED =
  "/subscriptions/s/resourcegroups/g/providers/microsoft.managedidentity/userassignedidentities/i";

/** Claims of chain.md section 6. */
const KINDS = [
  { claims: { oid: "o", appid: "a", appidacr: "2", xms_mirid: VM }, kind: "system-assigned" },
  {
    claims: { oid: "o", appid: "a", appidacr: "2", xms_mirid: USER_ASSIGNED, xms_az_rid: VM },
    kind: "user-assigned",
  },
  { claims: { oid: "o", appid: "a", appidacr: "1" }, kind: "service-principal" },
  { claims: { oid: "o", azp: "a", azpacr: "2", ver: "2.0" }, kind: "service-principal" },
  { claims: { oid: "o", appid: "a", appidacr: "0", scp: "user_impersonation" }, kind: "user" },
  { claims: {}, kind: "unknown" },
] as const;

test.each(KINDS)("$claims is $kind", ({ claims, kind }) => {
  expect(identityOf(token({ ...claims }))?.kind).toBe(kind);
});

test("an attempt without token is nobody", () => {
  expect(identityOf({ ...token({}), outcome: "failed" })).toBeUndefined();
});

test("an opaque token is a finding, not a crash", () => {
  const opaque = decodeToken("s", "lab-fake-opaque-token");
  expect(opaque).toEqual({ scope: "s", outcome: "succeeded", claims: {}, opaque: true });
  const report = judge(
    evidence({
      links: links(
        { "managed-identity-system": "succeeded" },
        { "managed-identity-system": { tokens: [opaque] } },
      ),
    }),
  );
  expect(report.findings.map(({ slug }) => slug)).toEqual(["token-opaque"]);
  expect(report.verdict.exitCode).toBe(0);
});

test("only allow-listed claims are kept, and only as plain values", () => {
  const found = decodeToken(
    "s",
    jwt({ oid: "o", name: "A Person", upn: "a@contoso.example", exp: 1e30, roles: ["r"] }),
  );
  expect(found.claims).toEqual({ oid: "o", exp: 1e30, roles: ["r"] });
  expect(found.expiresAt).toBeUndefined();
});

test("no text and no payload makes decoding throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), (text, json) => {
      for (const candidate of [text, `a.${Buffer.from(json).toString("base64url")}.c`]) {
        const { claims } = decodeToken("s", candidate);
        expect(JSON.stringify(claims)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
  );
});

test("of the token itself nothing is kept", () => {
  const text = jwt({ oid: "o", aud: "https://storage.azure.com", secret: "lab-fake" });
  const kept = JSON.stringify(decodeToken("s", text));
  for (const part of text.split(".")) expect(kept).not.toContain(part);
  expect(kept).not.toContain("lab-fake");
});

test("a number too large for JSON is left out", () => {
  const payload = Buffer.from('{"oid":"o","exp":1e999}').toString("base64url");
  expect(decodeToken("s", `e30.${payload}.lab-fake`).claims).toEqual({ oid: "o" });
});

function jwt(payload: object): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.lab-fake`;
}
