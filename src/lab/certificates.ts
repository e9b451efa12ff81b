import { randomBytes, X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { generate } from "selfsigned";

/** Certificates of one run. They end with it: the key of the authority is never written down. */
export interface Certificates {
  /** The authority, in PEM. */
  readonly ca: string;
  /** File of the authority, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly cert: string;
  readonly certFile: string;
  readonly key: string;
  readonly keyFile: string;
  /** SHA-1 of the server certificate, in upper-case hexadecimal digits, as Service Fabric names certificates. */
  readonly thumbprint: string;
}

const NAMES = [
  "login.microsoftonline.com",
  "login.microsoft.com",
  "*.blob.core.windows.net",
  "localhost",
] as const;

/** A day back, so that a clock that is a little off does not break the lab. */
const DAY_MS = 86_400_000;

/**
 * Makes an authority and one server certificate for all names of the lab, and for those `addresses` of the simulated
 * network that are called by address, for the `hosts` of its resources, and writes them into `folder`.
 */
export async function makeCertificates(
  folder: string,
  addresses: readonly string[] = [],
  hosts: readonly string[] = [],
): Promise<Certificates> {
  const validity = {
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + DAY_MS),
    // Elliptic keys are made in a few milliseconds; RSA keys would be half of the start-up.
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
  } as const;
  const authority = await generate(
    // A name of its own per run: two authorities with one name and different keys confuse verifiers.
    [{ name: "commonName", value: `credprobe lab ${randomBytes(4).toString("hex")}` }],
    {
      ...validity,
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate([{ name: "commonName", value: "credprobe lab" }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...[...NAMES, ...hosts].map((value) => ({ type: 2 as const, value })),
          ...[...new Set(["127.0.0.1", ...addresses])].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return await writeCertificates(folder, authority.cert, server);
}

async function writeCertificates(
  folder: string,
  ca: string,
  server: { readonly cert: string; readonly private: string },
): Promise<Certificates> {
  const [caFile, certFile, keyFile] = [
    path.join(folder, "ca.pem"),
    path.join(folder, "server.pem"),
    path.join(folder, "server-key.pem"),
  ];
  await Promise.all([
    writeFile(caFile, ca),
    writeFile(certFile, server.cert),
    writeFile(keyFile, server.private, { mode: 0o600 }),
  ]);
  const thumbprint = new X509Certificate(server.cert).fingerprint.replaceAll(":", "");
  return { ca, caFile, cert: server.cert, certFile, key: server.private, keyFile, thumbprint };
}
