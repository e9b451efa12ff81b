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

export const certificateWorks = defineScenario({
  name: "certificate-works",
  title: "A client certificate that the app is registered with",
  story:
    "AZURE_CLIENT_CERTIFICATE_PATH names a PEM file with certificate and key; Entra knows the certificate.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: CERTIFICATE,
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded" },
    verdicts: [{ link: "environment", verdict: "allowed" }],
    findings: [],
  },
});
