import {
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

export const tokenCredentialsManagedIdentity = defineScenario({
  name: "token-credentials-managed-identity",
  title: "AZURE_TOKEN_CREDENTIALS allows managed identity only",
  story:
    "AZURE_TOKEN_CREDENTIALS names one credential class, so the leftovers of a service principal do no harm. " +
    "The SDK then skips its probe and ignores its caller's HTTP client.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
