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

export const certificateWithoutKey = defineScenario({
  name: "certificate-without-key",
  title: "A client certificate without its private key",
  story: "Only the public half was copied to the machine.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { ...CERTIFICATE, without: "key" },
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
