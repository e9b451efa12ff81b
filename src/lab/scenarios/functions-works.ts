import { FUNCTION_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, JOBS_IDENTITY, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const functionsWorks = defineScenario({
  name: "functions-works",
  title: "Functions: a user-assigned identity, named by AZURE_CLIENT_ID",
  story:
    "A function app without a system-assigned identity. AZURE_CLIENT_ID names the user-assigned one " +
    "that holds the role.",
  env: { ...FUNCTION_APP.env, AZURE_CLIENT_ID: JOBS_IDENTITY.clientId },
  metadata: "refused",
  endpoints: [FUNCTION_APP.endpoint],
  identities: { userAssigned: [JOBS_IDENTITY] },
  hostResourceId: FUNCTION_APP.identity.resourceId,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(JOBS_IDENTITY.objectId)],
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
    host: "functions",
  },
});
