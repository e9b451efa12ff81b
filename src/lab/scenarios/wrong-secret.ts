import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const wrongSecret = defineScenario({
  name: "wrong-secret",
  title: "The client secret is wrong",
  story:
    "The secret has a typing error. Entra refuses it, and the chain stops there: the VM's own identity, which would " +
    "work, is never asked.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: "lab-fake-mistyped~secret.of-contoso-web~ZqVxKtBw",
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
    outcomes: {
      environment: "failed",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["secret-wrong"],
  },
});
