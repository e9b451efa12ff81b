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

export const certificateEcKey = defineScenario({
  name: "certificate-ec-key",
  title: "A client certificate with an elliptic key",
  story: "Certificate and key are in order, but Entra's assertions are signed with RSA.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, key: "ec" },
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
