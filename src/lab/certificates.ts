import { randomBytes, X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createSecureContext, type TlsOptions } from "node:tls";
import { generate } from "selfsigned";
import type { Scenario } from "./scenario.ts";

/** Certificates of one run. They end with it: the key of an authority is never written down. */
export interface Certificates {
  /** The authority, in PEM. */
  readonly ca: string;
  /** File of the authority, for NODE_EXTRA_CA_CERTS; also of the one that breaks TLS open, where that is trusted. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** What a server shows: for names that are intercepted, the certificate of the interceptor. */
  readonly server: ServerCertificate;
  /** Of an endpoint that certifies itself, where the scenario has one. */
  readonly selfSigned: ServerCertificate | undefined;
  /** With the fault that was wished for. */
  readonly faulty: ServerCertificate | undefined;
}

/** What is wrong with a certificate: its dates, the name in it, or who issued it. */
export type FaultyCertificate = "expired" | "wrong-host" | "unknown-issuer";

export interface ServerCertificate {
  readonly tls: Pick<TlsOptions, "key" | "cert" | "SNICallback">;
  /** SHA-1, in upper-case hexadecimal digits, as Service Fabric names certificates. */
  readonly thumbprint: string;
}

export interface CertificateWishes {
  /** Names of the scenario's resources. */
  readonly hosts: readonly string[];
  /** Addresses of the simulated network that are called by address. */
  readonly addresses: readonly string[];
  readonly intercepted: Scenario["intercepted"];
  readonly selfSigned: boolean;
  readonly faulty?: FaultyCertificate | undefined;
}

type Pem = Awaited<ReturnType<typeof generate>>;
type Names = Parameters<typeof generate>[0];

const NAMES = [
  "login.microsoftonline.com",
  "login.microsoft.com",
  ...["blob", "queue", "table", "file", "dfs"].map((endpoint) => `*.${endpoint}.core.windows.net`),
  "*.blob.core.usgovcloudapi.net",
  "*.blob.core.chinacloudapi.cn",
  "localhost",
];

/** As Azure's own certificates say of their issuer (Microsoft, "Azure Certificate Authority details"). */
const AZURES_ISSUER = "Microsoft Corporation";

/** A day back, so that a clock that is a little off does not break the lab. */
const DAY_MS = 86_400_000;

/** Makes the authorities that a scenario needs and their server certificates, and writes into `folder` what others read. */
export async function makeCertificates(folder: string, wishes: CertificateWishes): Promise<Certificates> {
  const { hosts, addresses, intercepted, selfSigned } = wishes;
  // Names of their own per run: two authorities with one name and different keys confuse verifiers.
  const run = randomBytes(4).toString("hex");
  const authority = await makeAuthority(named(`credprobe lab ${run}`, AZURES_ISSUER));
  const server = await makeServerCertificate([...NAMES, ...hosts], addresses, authority);
  const interceptor = intercepted && (await makeAuthority(named(`Contoso Web Gateway ${run}`, "Contoso")));
  const forged = interceptor && (await makeServerCertificate(intercepted.hosts, [], interceptor));
  const own = selfSigned ? await makeServerCertificate([], addresses) : undefined;
  const faulty = wishes.faulty && (await makeFaulty(wishes.faulty, wishes, authority));
  const [caFile, certFile, keyFile] = [
    path.join(folder, "ca.pem"),
    path.join(folder, "server.pem"),
    path.join(folder, "server-key.pem"),
  ];
  const trusted = intercepted?.trusted === true && interceptor !== undefined ? [interceptor.cert] : [];
  await Promise.all([
    writeFile(caFile, bundle([authority.cert, ...trusted])),
    writeFile(certFile, server.cert),
    writeFile(keyFile, server.private, { mode: 0o600 }),
  ]);
  // Gateways send their own certificate along.
  const shown = forged && { ...forged, cert: bundle([forged.cert, interceptor.cert]) };
  const tls = { key: server.private, cert: server.cert, ...sniOf(intercepted?.hosts ?? [], shown) };
  return {
    ...{ ca: authority.cert, caFile, certFile, keyFile },
    server: { tls, thumbprint: thumbprintOf(server) },
    selfSigned: shownBy(own),
    faulty: shownBy(faulty),
  };
}

/** Shows another certificate to those who ask for one of `hosts`. */
function sniOf(hosts: readonly string[], shown: Pem | undefined): Pick<TlsOptions, "SNICallback"> {
  if (shown === undefined) return {};
  const context = createSecureContext({ key: shown.private, cert: shown.cert });
  return {
    SNICallback: (host, done) => (hosts.includes(host.toLowerCase()) ? done(null, context) : done(null)),
  };
}

function named(commonName: string, organization: string): Names {
  return [
    { name: "organizationName", value: organization },
    { name: "commonName", value: commonName },
  ];
}

/** The addresses are those of the endpoints: nobody else is called by address over TLS. */
async function makeFaulty(
  fault: FaultyCertificate,
  { hosts, addresses }: CertificateWishes,
  authority: Pem,
): Promise<Pem> {
  switch (fault) {
    case "expired":
      return await makeServerCertificate(
        [...NAMES, ...hosts],
        addresses,
        authority,
        Date.now() - DAY_MS / 24,
      );
    case "wrong-host":
      return await makeServerCertificate(["elsewhere.contoso.example"], [], authority);
    case "unknown-issuer":
      return await makeServerCertificate(
        [...NAMES, ...hosts],
        addresses,
        await makeAuthority(named("Nobody", "Nobody")),
      );
  }
}

function shownBy(pem: Pem | undefined): ServerCertificate | undefined {
  return pem && { tls: { key: pem.private, cert: pem.cert }, thumbprint: thumbprintOf(pem) };
}

function validity(until = Date.now() + DAY_MS) {
  return {
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(until),
    // Elliptic keys are made in a few milliseconds; RSA keys would be half of the start-up.
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
  } as const;
}

async function makeAuthority(names: Names): Promise<Pem> {
  return await generate(names, {
    ...validity(),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

async function makeServerCertificate(
  names: readonly string[],
  addresses: readonly string[],
  authority?: Pem,
  until?: number,
): Promise<Pem> {
  return await generate([{ name: "commonName", value: "credprobe lab" }], {
    ...validity(until),
    ...(authority === undefined ? {} : { ca: { key: authority.private, cert: authority.cert } }),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...[...new Set(["127.0.0.1", ...addresses])].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
}

function bundle(certificates: readonly string[]): string {
  return certificates.map((text) => `${text.trim()}\n`).join("");
}

function thumbprintOf({ cert }: Pem): string {
  return new X509Certificate(cert).fingerprint.replaceAll(":", "");
}
