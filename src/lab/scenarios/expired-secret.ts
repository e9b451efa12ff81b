import {
  APP,
  AZURE_VM_FILES,
  EXPIRED_SECRET,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const expiredSecret = defineScenario({
  name: "expired-secret",
  title: "The client secret has expired",
  story: "The secret was right until its end date. Nothing was changed on the machine.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: EXPIRED_SECRET,
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
    findings: ["secret-expired"],
  },
});
