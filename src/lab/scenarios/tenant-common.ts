import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tenantCommon = defineScenario({
  name: "tenant-common",
  title: "AZURE_TENANT_ID is common",
  story:
    "The tenant was copied from a sign-in page for people. An app signs in to its own tenant: JavaScript refuses the word itself.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    AZURE_TENANT_ID: "common",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "unavailable", "managed-identity-system": "succeeded" },
    findings: ["variable-damaged"],
    chains: { javascript: "none", python: "unknown" },
  },
});
