import {
  APP,
  AZURE_VM_FILES,
  CERTIFICATE,
  CERTIFICATE_ENVIRONMENT,
  CERTIFICATE_FILE,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type LabCertificate, type Scenario } from "../scenario.ts";

function withFile(
  special: Pick<Scenario, "name" | "title" | "story" | "expect">,
  certificate: LabCertificate,
): Scenario {
  return defineScenario({
    env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
    files: { ...AZURE_VM_FILES, [CERTIFICATE_FILE]: certificate },
    targets: [INVOICES_URL],
    applications: [APP],
    storage: [STORAGE],
    assignments: [readsAccount(APP.objectId)],
    ...special,
  });
}

/** What a certificate's file lacks, or when it counts. */
export const certificateFileScenarios: readonly Scenario[] = [
  withFile(
    {
      name: "certificate-key-only",
      title: "A private key without its certificate",
      story: "Only the key was copied to the machine; the SDKs need the certificate too, for its thumbprint.",
      expect: {
        exitCode: 5,
        winner: { state: "none", link: null },
        outcomes: { environment: "not-configured" },
        findings: ["certificate-unusable"],
      },
    },
    { ...CERTIFICATE, without: "certificate" },
  ),
  withFile(
    {
      name: "certificate-not-yet-valid",
      title: "The client certificate is not valid yet",
      story: "The new certificate was put in place before its first day. Entra takes it all the same.",
      expect: {
        exitCode: 0,
        winner: { state: "won", link: "environment" },
        outcomes: { environment: "succeeded" },
        findings: ["certificate-questionable"],
        warnings: ["certificate-questionable"],
      },
    },
    { ...CERTIFICATE, validity: "not-yet" },
  ),
  withFile(
    {
      name: "certificate-issuer-first",
      title: "A client certificate behind its issuer's, in one file",
      story:
        "The file was put together in the wrong order: the SDKs sign with the app's key and name the issuer's certificate.",
      expect: {
        exitCode: 4,
        winner: { state: "unknown", link: null },
        outcomes: { environment: "failed" },
        findings: ["certificate-questionable"],
      },
    },
    { ...CERTIFICATE, chain: true, order: "issuer-first" },
  ),
];
