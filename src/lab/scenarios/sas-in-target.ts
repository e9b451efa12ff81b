import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const sasInTarget = defineScenario({
  name: "sas-in-target",
  title: "A URL with a SAS is given as the target",
  story: "The URL was copied with its SAS, which is a secret. It is cut off before anything else sees it.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [`${INVOICES_URL}?sv=2024-11-04&sp=r&sig=lab-fake-signature`],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: ["target-query-cut"],
    warnings: ["target-query-cut"],
  },
});
