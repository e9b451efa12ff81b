import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { expect, test } from "vitest";
import { makeClientCertificate } from "../../src/lab/client-certificates.ts";
import { CERTIFICATE } from "../../src/lab/contoso.ts";

const NOW = Date.parse("2026-11-01T08:00:00Z");
const PASSWORD = "lab-fake-password~ü";

test("a PFX file is opened by its password, and by no other", async () => {
  const { content } = await makeClientCertificate(
    { ...CERTIFICATE, format: "pfx", password: PASSWORD },
    Date.now(),
  );
  expect(() => createSecureContext({ pfx: content, passphrase: PASSWORD })).not.toThrow();
  expect(() => createSecureContext({ pfx: content, passphrase: "lab-fake-other" })).toThrow(/mac verify/i);
});

test("a DER file holds the certificate alone", async () => {
  const { content, registered } = await makeClientCertificate({ ...CERTIFICATE, format: "der" }, NOW);
  expect(new X509Certificate(content).fingerprint256).toBe(registered?.certificate.fingerprint256);
});

test("a PEM file: order, issuer, encryption", async () => {
  const { content } = await makeClientCertificate(
    { ...CERTIFICATE, order: "key-first", chain: true, password: PASSWORD },
    NOW,
  );
  const text = content.toString();
  expect([...text.matchAll(/-----BEGIN ([A-Z ]+)-----/g)].map(([, name]) => name)).toEqual([
    "ENCRYPTED PRIVATE KEY",
    "CERTIFICATE",
    "CERTIFICATE",
  ]);
  const [leaf, issuer] = [...text.matchAll(/-----BEGIN CERTIFICATE[^]*?END CERTIFICATE-----/g)].map(
    ([block]) => new X509Certificate(block),
  );
  const key = createPrivateKey({ key: text, passphrase: PASSWORD });
  expect(leaf?.checkPrivateKey(key)).toBe(true);
  expect(leaf?.verify(issuer!.publicKey)).toBe(true);
  expect(issuer?.ca).toBe(true);
});

test.each([
  ["valid", true, true],
  ["expired", true, false],
  ["not-yet", false, true],
] as const)("%s: begun %s, not ended %s", async (validity, begun, notEnded) => {
  const { registered } = await makeClientCertificate({ ...CERTIFICATE, key: "ec", validity }, NOW);
  const { validFrom = "", validTo = "" } = registered?.certificate ?? {};
  expect([Date.parse(validFrom) <= NOW, Date.parse(validTo) > NOW]).toEqual([begun, notEnded]);
});
