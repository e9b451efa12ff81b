import { createPrivateKey, X509Certificate } from "node:crypto";
import { generate } from "selfsigned";
import { makePfx } from "./pfx.ts";
import type { LabCertificate } from "./scenario.ts";

/** A certificate that an application accepts. */
export interface RegisteredCertificate {
  /** Client id. */
  readonly application: string;
  readonly certificate: X509Certificate;
}

export interface ClientCertificate {
  /** What its file holds. */
  readonly content: string | Buffer;
  /** Absent when the application does not know it. */
  readonly registered?: RegisteredCertificate;
}

const DAY_MS = 86_400_000;

/** First and last day, in days from now. */
const VALIDITY: Readonly<Record<LabCertificate["validity"], readonly [number, number]>> = {
  valid: [-30, 335],
  expired: [-366, -1],
  "not-yet": [1, 366],
};

type SelfsignedOptions = NonNullable<Parameters<typeof generate>[1]>;

const KEYS = {
  rsa: { keyType: "rsa", keySize: 2048 },
  ec: { keyType: "ec", curve: "P-256" },
} as const satisfies Readonly<Record<LabCertificate["key"], SelfsignedOptions>>;

interface Pem {
  readonly cert: string;
  readonly private: string;
}

/** Makes a key with its certificate, and the file that holds them; `now` decides what is valid. */
export async function makeClientCertificate(spec: LabCertificate, now: number): Promise<ClientCertificate> {
  const [from, until] = VALIDITY[spec.validity];
  const dates = {
    notBeforeDate: new Date(now + from * DAY_MS),
    notAfterDate: new Date(now + until * DAY_MS),
    algorithm: "sha256",
  };
  const key = KEYS[spec.key];
  const authority = spec.chain === true ? await makeAuthority({ ...dates, ...key }) : undefined;
  const pem = await generate([{ name: "commonName", value: "contoso-web" }], {
    ...dates,
    ...key,
    ...(authority === undefined ? {} : { ca: { key: authority.private, cert: authority.cert } }),
    extensions: [{ name: "keyUsage", digitalSignature: true }],
  });
  const certificate = new X509Certificate(pem.cert);
  const content = CONTENT[spec.format](spec, pem, certificate, authority);
  return spec.registered === false
    ? { content }
    : { content, registered: { application: spec.application, certificate } };
}

/** An authority of its own, with the same kind of key: `selfsigned` signs with no other. */
async function makeAuthority(options: SelfsignedOptions): Promise<Pem> {
  return await generate([{ name: "commonName", value: "Contoso issuing authority" }], {
    ...options,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
}

type MakeContent = (
  spec: LabCertificate,
  pem: Pem,
  certificate: X509Certificate,
  authority: Pem | undefined,
) => string | Buffer;

const CONTENT: Readonly<Record<LabCertificate["format"], MakeContent>> = {
  pem: pemFile,
  der: (_spec, _pem, certificate) => certificate.raw,
  pfx: ({ password = "" }, pem, certificate) => {
    const key = createPrivateKey(pem.private).export({ type: "pkcs8", format: "der" });
    return makePfx({ certificate: certificate.raw, key, password });
  },
};

function pemFile(spec: LabCertificate, pem: Pem, _: X509Certificate, authority: Pem | undefined): string {
  const key = createPrivateKey(pem.private).export({
    type: "pkcs8",
    format: "pem",
    ...(spec.password === undefined ? {} : { cipher: "aes-256-cbc", passphrase: spec.password }),
  });
  const all = [pem.cert, ...(authority === undefined ? [] : [authority.cert])];
  if (spec.order === "issuer-first") all.reverse();
  const certificates = spec.without === "certificate" ? [] : all;
  const keys = spec.without === "key" ? [] : [key.toString()];
  const blocks = spec.order === "key-first" ? [...keys, ...certificates] : [...certificates, ...keys];
  return blocks.map((block) => `${block.trim()}\n`).join("");
}
