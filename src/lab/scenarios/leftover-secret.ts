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

export const leftoverSecret = defineScenario({
  name: "leftover-secret",
  title: "A leftover client secret hides the identity that has the role",
  story:
    "The app was moved to managed identity: the VM's system-assigned identity may read the storage account. " +
    "But AZURE_CLIENT_SECRET and its companions are still set, so a service principal without any role wins.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "environment" },
    outcomes: {
      environment: "succeeded",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    verdicts: [
      { link: "environment", verdict: "denied-rbac" },
      { link: "managed-identity-system", verdict: "allowed" },
    ],
    findings: ["environment-shadows-managed-identity"],
  },
});
