import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByEnv = defineScenario({
  name: "user-assigned-by-env",
  title: "A user-assigned identity, named by AZURE_CLIENT_ID",
  story: "Two identities are attached; AZURE_CLIENT_ID chooses the one that holds the role.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_CLIENT_ID: WEB_IDENTITY.clientId,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-env" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "succeeded",
      "managed-identity-system": "failed",
    },
    verdicts: [{ link: "managed-identity-env", verdict: "allowed" }],
    findings: [],
  },
});
