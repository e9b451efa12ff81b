import {
  APP,
  AZURE_VM_FILES,
  CERTIFICATE_ENVIRONMENT,
  CERTIFICATE_FILE,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const certificateUnreadable = defineScenario({
  name: "certificate-unreadable",
  title: "A client certificate that the app's user may not read",
  story: "The file belongs to root and has mode 600; the app runs as another user.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [CERTIFICATE_FILE]: { kind: "unreadable" },
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
