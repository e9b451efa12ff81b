import { ACCOUNT, CONTAINER_URL, VM_FILES, account, jobsIdentity, webIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByEnv = defineScenario({
  name: "user-assigned-by-env",
  title: "A user-assigned identity, named by AZURE_CLIENT_ID, is allowed",
  story: "AZURE_CLIENT_ID names one of two attached identities; it has the role.",
  files: VM_FILES,
  env: { AZURE_CLIENT_ID: webIdentity.clientId },
  identities: { userAssigned: [webIdentity, jobsIdentity] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: webIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-env" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "succeeded",
      "managed-identity-system": "failed",
    },
    verdicts: [{ link: "managed-identity-env", verdict: "allowed" }],
    findings: [],
  },
});
