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

const PASSWORD = "lab-fake-password~of-a-pfx~ZqVxKtBw";

export const certificatePfx = defineScenario({
  name: "certificate-pfx",
  title: "A PFX file where the JavaScript SDK needs PEM",
  story: "The certificate was exported as PFX. Python, .NET, Java and Go read that, JavaScript does not.",
  env: {
    ...LINUX_ENVIRONMENT,
    ...CERTIFICATE_ENVIRONMENT,
    AZURE_CLIENT_CERTIFICATE_PASSWORD: PASSWORD,
  },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, format: "pfx", password: PASSWORD },
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured" },
    findings: ["certificate-unusable"],
    chains: { javascript: "none" },
  },
});
