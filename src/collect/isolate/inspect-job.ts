import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import {
  FILE_VARIABLES,
  type FileFacts,
  type FileProblem,
  type FileVariable,
} from "../../catalogue/file-problems.ts";
import { escapeText } from "../../model/escape-text.ts";
import { NO_FILE, readStart } from "../../world/read-start.ts";
import { decodeToken } from "./decode-token.ts";
import type { Job, Send } from "./protocol.ts";

type InspectJob = Extract<Job, { kind: "inspect" }>;

const READERS: Readonly<Record<FileVariable, (bytes: Buffer, now: number) => FileFacts>> = {
  AZURE_CLIENT_CERTIFICATE_PATH: certificateFacts,
  AZURE_FEDERATED_TOKEN_FILE: federatedTokenFacts,
};

/** ASN.1 sequences, as DER, PFX and PKCS12 files begin. */
const DER_START = 0x30;

const READ_PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EISDIR: "directory",
  [NO_FILE]: "no-file",
};

/** Of a claim of the token, as it is told; a subject of Entra's may have 600 characters (Learn, federated credentials). */
const MAX_CLAIM = 600;

const MAX_FILE_BYTES = 1024 * 1024;

/** Looks into the files that links need, as the user and with the files of the app; only facts leave this process. */
export async function runInspectJob({ now, timeoutMs }: InspectJob, send: Send): Promise<void> {
  for (const variable of FILE_VARIABLES) {
    const path = process.env[variable];
    if (!path) continue;
    send({ type: "step", what: `file of ${variable}`, timeoutMs });
    send({ type: "file", variable, file: await fileFacts(variable, path, now) });
  }
}

async function fileFacts(variable: FileVariable, path: string, now: number): Promise<FileFacts> {
  let bytes: Buffer;
  try {
    bytes = await readStart(path, MAX_FILE_BYTES + 1);
  } catch (error) {
    return { problem: READ_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ""] ?? "unreadable" };
  }
  if (bytes.length > MAX_FILE_BYTES) return { problem: "too-large" };
  if (bytes.toString("latin1").trim() === "") return { problem: "empty" };
  return READERS[variable](bytes, now);
}

function certificateFacts(bytes: Buffer, now: number): FileFacts {
  const text = bytes.toString("latin1");
  const hasKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    return { problem: hasKey && bytes[0] !== DER_START ? "no-certificate" : "not-pem" };
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(bytes);
  } catch {
    return { problem: "damaged" };
  }
  const { subject, validTo, validFrom } = certificate;
  const holds = escapeText(`${subject.replaceAll("\n", ", ")}, valid until ${isoDate(validTo)}`, 300);
  if (!hasKey) return { problem: "no-key", holds };
  const key = privateKey(text);
  if (typeof key === "string") return { problem: key, holds };
  if (key.asymmetricKeyType !== "rsa") return { problem: "not-rsa", holds };
  if (!certificate.checkPrivateKey(key)) return { note: "key-mismatch", holds };
  if (Date.parse(validTo) < now) return { note: "expired", holds };
  if (Date.parse(validFrom) > now) return { note: "not-yet", holds };
  return text.includes("ENCRYPTED") ? { note: "encrypted-pem", holds } : { holds };
}

function privateKey(text: string): KeyObject | FileProblem {
  const password = process.env["AZURE_CLIENT_CERTIFICATE_PASSWORD"];
  const isEncrypted = text.includes("ENCRYPTED");
  if (isEncrypted && !password) return "encrypted";
  try {
    return createPrivateKey({ key: text, ...(password ? { passphrase: password } : {}) });
  } catch {
    return isEncrypted ? "wrong-password" : "damaged";
  }
}

function federatedTokenFacts(bytes: Buffer, now: number): FileFacts {
  const { opaque, issuer, audience, claims, expiresAt } = decodeToken("", bytes.toString("latin1").trim());
  if (opaque === true) return { note: "no-jwt" };
  const told = (claim: unknown) => escapeText(typeof claim === "string" ? claim : "none", MAX_CLAIM);
  const federated = {
    issuer: told(issuer),
    subject: told(claims["sub"]),
    audience: told(audience ?? String(claims["aud"] ?? "none")),
  };
  const holds = `issuer ${federated.issuer}, subject ${federated.subject}, audience ${federated.audience}, valid until ${expiresAt ?? "unknown"}`;
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) < now;
  return { ...(isOver ? { note: "expired" } : {}), holds, federated };
}

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
