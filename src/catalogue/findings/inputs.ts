import type { Fix } from "../../model/report.ts";
import { FILE_NOTES, FILE_PROBLEMS, type FileNote, type FileProblem } from "../file-problems.ts";
import { defineFinding } from "../finding-definition.ts";
import { command } from "../fixes.ts";
import { unsetVariables } from "../variable-commands.ts";

export interface BrokenFile {
  readonly variable: string;
  readonly problem: string;
}

/** A PFX file as the PEM file that every SDK reads. */
const TO_PEM = {
  what: "Make a PEM file with certificate and key of it (then point AZURE_CLIENT_CERTIFICATE_PATH there):",
  commands: ["umask 077", command("openssl", "pkcs12", "-in", "<file.pfx>", "-out", "<file.pem>", "-nodes")],
};

const FILE = '"$AZURE_CLIENT_CERTIFICATE_PATH"';

/** Each damage has a remedy of its own. */
const REPAIRS: Readonly<Record<FileProblem, Fix>> = {
  missing: {
    what: "Correct the path: ~ and variables in it are not expanded, and a secret that is mounted may come later than the app. See what is there:",
    commands: [`ls -l ${FILE}`],
  },
  unreadable: {
    what: "Let the app's user, and nobody else, read the file:",
    commands: [`sudo chown '<user>' ${FILE}`, `sudo chmod 600 ${FILE}`],
  },
  directory: { what: "Name the file in the folder, not the folder:", commands: [`ls -l ${FILE}`] },
  "no-file": { what: "Name an ordinary file: a pipe can be read only once.", commands: [] },
  "too-large": {
    what: "Name the certificate's own file; see what this one is:",
    commands: [`head -c 64 ${FILE} | od -c | head`],
  },
  empty: {
    what: "Write certificate and key into the file again: what should have filled it (a download, a mount) has failed.",
    commands: [],
  },
  "not-pem": TO_PEM,
  "no-certificate": {
    what: "Put the certificate beside its key, into the same file:",
    commands: [`cat '<certificate.pem>' >> ${FILE}`],
  },
  "no-key": {
    what: "Put the certificate's private key beside it, into the same file. What the portal lets one download has no key; a certificate of Key Vault has it in the secret of the same name:",
    commands: ["umask 077", `cat '<key.pem>' >> ${FILE}`],
  },
  encrypted: {
    what: "Set AZURE_CLIENT_CERTIFICATE_PASSWORD (JavaScript and Python open such a PEM file), or take the password off the key (openssl asks for it), and put it with the certificate into one file:",
    commands: ["umask 077", `openssl pkey -in ${FILE} -out '<key.pem>'`],
  },
  "wrong-password": {
    what: "Correct AZURE_CLIENT_CERTIFICATE_PASSWORD. Whether a password opens the key is told by openssl, which asks for it:",
    commands: [`openssl pkey -in ${FILE} -noout`],
  },
  "not-rsa": {
    what: "Make a certificate with an RSA key, and register it for the app:",
    commands: [
      "umask 077",
      "openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj '/CN=<name>' -keyout '<key.pem>' -out '<certificate.pem>'",
      "az ad app credential reset --id '<client-id>' --append --cert '@<certificate.pem>'",
    ],
  },
  damaged: {
    what: "Write the file again from its source: each block has to be whole, from its BEGIN line to its END line. See where it breaks:",
    commands: [`openssl x509 -in ${FILE} -noout -subject -enddate`, `openssl pkey -in ${FILE} -noout`],
  },
};

/** What helps against one oddity; a new certificate helps against the others. */
const CERTIFICATE_FIXES: Readonly<Record<string, Fix>> = {
  "key-mismatch": {
    what: "Put the app's own certificate first in the file; its issuers come after it. See which is first now:",
    commands: [`openssl x509 -in ${FILE} -noout -subject`],
  },
  "encrypted-pem": {
    what: "For an app with another SDK take the password off the key (openssl asks for it), and put it with the certificate into one file that only the app's user can read:",
    commands: ["umask 077", command("openssl", "pkey", "-in", "<file.pem>", "-out", "<key.pem>")],
  },
};

export const inputFindings = {
  "certificate-unusable": defineFinding<BrokenFile>({
    level: "error",
    title: "The client certificate's file cannot be used",
    cause: ({ variable, problem }) =>
      `The file that ${variable} names ${FILE_PROBLEMS[problem as FileProblem]}. Nothing was sent to Entra.`,
    // A saved report may hold a problem that this version does not know.
    fixes: ({ problem }) =>
      Object.hasOwn(REPAIRS, problem) ? [REPAIRS[problem as FileProblem]] : [REPAIRS.damaged],
    moots: ["client-id-not-attached"],
  }),
  "certificate-ignored": defineFinding<{ wins: boolean }>({
    level: "warning",
    title: "The client certificate is not used: a secret comes first",
    cause: ({ wins }) =>
      `AZURE_CLIENT_SECRET and AZURE_CLIENT_CERTIFICATE_PATH are both set. Every SDK uses the secret then, and never looks at the certificate${wins ? "" : ", not even after Entra has refused the secret"}.`,
    fixes: (_args, host) => [
      unsetVariables(["AZURE_CLIENT_SECRET"], "If the certificate is meant:", host),
      unsetVariables(["AZURE_CLIENT_CERTIFICATE_PATH"], "Or, if the secret is meant:", host),
    ],
  }),
  "certificate-questionable": defineFinding<{ note: string; holds: string }>({
    level: "warning",
    title: "Something is odd about the client certificate",
    hedged: ({ note }) =>
      note === "encrypted-pem" ? "The certificate's key is encrypted: not every SDK opens it" : undefined,
    says: ({ note }) => `The client certificate ${FILE_NOTES[note as FileNote]}`,
    cause: ({ note, holds }) => `The certificate ${FILE_NOTES[note as FileNote]} (${holds}).`,
    fixes: ({ note }) => [
      CERTIFICATE_FIXES[note] ?? {
        what: "Register a new certificate for the app, and put it with its key into the file.",
        commands: [],
      },
    ],
    // SDKs that cannot use the certificate go on and ask for a managed identity by the app's client id. What Entra says
    // of an expired one, that it does not know it, leads astray.
    moots: ({ note }) => [
      "client-id-not-attached",
      ...(note === "expired" || note === "key-mismatch" ? ["certificate-not-registered"] : []),
    ],
  }),
  "federated-token-unusable": defineFinding<BrokenFile>({
    level: "error",
    title: "The federated token's file cannot be used",
    cause: ({ variable, problem }) =>
      `The file that ${variable} names ${FILE_PROBLEMS[problem as FileProblem]}. Nothing was sent to Entra. Python, .NET, Java and Go end their chain here; JavaScript goes on.`,
    fixes: (_args, host) => [
      {
        what: "In a pod: see whether the token is projected, and whether the app's user may read it.",
        commands: [command("kubectl", "describe", "pod", "<pod>")],
      },
      unsetVariables(
        ["AZURE_FEDERATED_TOKEN_FILE"],
        "Outside of a cluster, if workload identity is not meant:",
        host,
      ),
    ],
  }),
  "federated-token-expired": defineFinding<{ holds: string }>({
    level: "warning",
    title: "The federated token has expired",
    cause: ({ holds }) =>
      `The token in the file is past its end (${holds}): the cluster does not renew the file, or it is a copy.`,
    fixes: () => [
      {
        what: "Mount the projected token itself, not a copy of it and not by subPath, and make the pod anew. See when the file was written:",
        commands: ['ls -l "$AZURE_FEDERATED_TOKEN_FILE"', "kubectl delete pod '<pod>'"],
      },
    ],
    // Entra says the same of the token, without saying which of them is at fault.
    moots: ["assertion-expired"],
  }),
  "password-login-deprecated": defineFinding<object>({
    level: "warning",
    title: "AZURE_USERNAME and AZURE_PASSWORD are deprecated",
    cause: () =>
      "The environment link signs in with a user's name and password. It fails with multi-factor authentication, and the SDKs will drop it.",
    fixes: (_args, host) => [
      unsetVariables(
        ["AZURE_USERNAME", "AZURE_PASSWORD"],
        "Use a managed identity or a certificate, and",
        host,
      ),
    ],
  }),
} as const;
