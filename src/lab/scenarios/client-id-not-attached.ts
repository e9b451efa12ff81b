import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  UNKNOWN_CLIENT_ID,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const clientIdNotAttached = defineScenario({
  name: "client-id-not-attached",
  title: "AZURE_CLIENT_ID names an identity that is not attached",
  story:
    "AZURE_CLIENT_ID was copied from another machine. The metadata service has no such identity here, and the " +
    "system-assigned one, which would work, is never asked.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_CLIENT_ID: UNKNOWN_CLIENT_ID,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["client-id-not-attached"],
  },
});
