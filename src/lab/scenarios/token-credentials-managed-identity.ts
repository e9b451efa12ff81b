import {
  ACCOUNT,
  APP_SECRET,
  CONTAINER_URL,
  TENANT,
  VM_FILES,
  account,
  app,
  vmIdentity,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsManagedIdentity = defineScenario({
  name: "token-credentials-managed-identity",
  title: "AZURE_TOKEN_CREDENTIALS leaves only managed identity",
  story:
    "AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential leaves the leftover secret out of the chain. On this path the SDK takes no HTTP client of ours.",
  files: VM_FILES,
  env: {
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_SECRET: APP_SECRET,
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
  },
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { environment: "not-configured", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
