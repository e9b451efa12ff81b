import {
  APP,
  AZURE_VM_FILES,
  CERTIFICATE,
  CERTIFICATE_ENVIRONMENT,
  CERTIFICATE_FILE,
  EXPIRED_SECRET,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const secretAndCertificate = defineScenario({
  name: "secret-and-certificate",
  title: "An old secret stands in the way of the new certificate",
  story:
    "The app was moved from a secret to a certificate, and the secret was left to expire. Every SDK uses the secret as " +
    "long as it is set, and never looks at the certificate.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT, AZURE_CLIENT_SECRET: EXPIRED_SECRET },
  files: { ...AZURE_VM_FILES, [CERTIFICATE_FILE]: CERTIFICATE },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["secret-expired", "certificate-ignored"],
  },
});
