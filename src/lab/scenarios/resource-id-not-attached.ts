import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const resourceIdNotAttached = defineScenario({
  name: "resource-id-not-attached",
  title: "A resource id that names an identity which is not attached",
  story:
    "The app names its identity by resource id, and nobody attached it to this machine. The system-assigned one, which " +
    "would work, is never asked.",
  env: { ...LINUX_ENVIRONMENT },
  args: ["--managed-identity-resource-id", JOBS_IDENTITY.resourceId],
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
      "managed-identity-option": "failed",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["client-id-not-attached"],
  },
});
