import type { FederatedToken } from "../model/report.ts";

/** What can be wrong with a file that a link needs, found before anything is sent (chain.md section 2; failures.md c.3). */
export const FILE_PROBLEMS = {
  missing: "does not exist",
  unreadable: "cannot be read by this user",
  directory: "is a folder",
  "no-file": "is no file but a pipe or a device, which is not read",
  "too-large": "is larger than 1 MiB, which neither a certificate nor a token is",
  empty: "is empty",
  "not-pem": "holds no PEM certificate (PFX, PKCS12 and DER files are not read by the JavaScript SDK)",
  "no-certificate": "holds a private key, but no certificate",
  "no-key": "holds a certificate, but no private key",
  encrypted: "holds an encrypted private key, and AZURE_CLIENT_CERTIFICATE_PASSWORD is not set",
  "wrong-password": "holds an encrypted private key that AZURE_CLIENT_CERTIFICATE_PASSWORD does not open",
  "not-rsa": "holds a key that is not RSA: Entra's client assertions are signed with RSA",
  damaged: "holds a certificate or key that cannot be parsed",
} as const;
export type FileProblem = keyof typeof FILE_PROBLEMS;

/** What is odd about a file that is tried all the same. */
export const FILE_NOTES = {
  expired: "has expired",
  "not-yet": "is not valid yet",
  "key-mismatch": "has a private key that does not belong to its first certificate",
  "encrypted-pem": "has an encrypted private key, which only JavaScript and Python open in a PEM file",
  "no-jwt": "holds no JWT",
} as const;
export type FileNote = keyof typeof FILE_NOTES;

/** A file as it was found, without anything secret of it. */
export interface FileFacts {
  readonly problem?: FileProblem;
  readonly note?: FileNote;
  /** What it holds, in words: subject and expiry of a certificate, issuer, subject and audience of a token. */
  readonly holds?: string;
  readonly federated?: FederatedToken;
}

/** Variables whose value is the path of a file that a link needs. */
export const FILE_VARIABLES = ["AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE"] as const;
export type FileVariable = (typeof FILE_VARIABLES)[number];
