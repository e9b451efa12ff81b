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

export const certificateNotRegistered = defineScenario({
  name: "certificate-not-registered",
  title: "A client certificate that the app registration does not have",
  story: "A new certificate was put on the machine, and nobody registered it for the app.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, registered: false },
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["certificate-not-registered"],
  },
});
