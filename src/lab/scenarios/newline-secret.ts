import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const newlineSecret = defineScenario({
  name: "newline-secret",
  title: "The client secret ends with a line break",
  story:
    "The secret was piped through echo into a Kubernetes secret, and has a line break at its end that nobody sees.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: `${VALID_SECRET}\n`,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed", "managed-identity-system": "succeeded" },
    findings: ["variable-damaged"],
  },
});
