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
import { defineScenario } from "../scenario.ts";

const PASSWORD = "lab-fake-password~of-a-key~ZqVxKtBw";

export const certificateEncryptedWorks = defineScenario({
  name: "certificate-encrypted-works",
  title: "A client certificate with an encrypted key, and its password",
  story:
    "The private key in the PEM file is encrypted, and AZURE_CLIENT_CERTIFICATE_PASSWORD opens it for JavaScript and Python.",
  env: {
    ...LINUX_ENVIRONMENT,
    ...CERTIFICATE_ENVIRONMENT,
    AZURE_CLIENT_CERTIFICATE_PASSWORD: PASSWORD,
  },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, password: PASSWORD },
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { environment: "succeeded" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: ["certificate-questionable", "sdks-disagree"],
    chains: { javascript: "environment", python: "environment", dotnet: "unknown", java: "none", go: "none" },
  },
});
