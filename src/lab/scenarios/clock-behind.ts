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

export const clockBehind = defineScenario({
  name: "clock-behind",
  title: "The clock is a day behind: Entra refuses what is signed by it",
  story:
    "The app signs its requests for tokens with a certificate, and dates them by the machine's clock. The machine was " +
    "suspended for a day, and nothing has set its clock since: for Entra what it signs has long expired.",
  env: { ...LINUX_ENVIRONMENT, ...CERTIFICATE_ENVIRONMENT },
  files: { ...AZURE_VM_FILES, [CERTIFICATE_FILE]: CERTIFICATE },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  hostClockAheadSeconds: -86_400,
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["clock-skew"],
  },
});
