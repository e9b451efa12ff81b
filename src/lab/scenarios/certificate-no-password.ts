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

export const certificateNoPassword = defineScenario({
  name: "certificate-no-password",
  title: "An encrypted client certificate without its password",
  story: "The private key in the file is encrypted, and nothing tells the password.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, password: "lab-fake-password~of-a-key~ZqVxKtBw" },
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured" },
    findings: ["certificate-unusable"],
    chains: { javascript: "none" },
  },
});
