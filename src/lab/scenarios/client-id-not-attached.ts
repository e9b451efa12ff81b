import { ACCOUNT, CONTAINER_URL, VM_FILES, account, jobsIdentity, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const clientIdNotAttached = defineScenario({
  name: "client-id-not-attached",
  title: "AZURE_CLIENT_ID names an identity that is not attached",
  story:
    "AZURE_CLIENT_ID is of an identity of another machine. The system-assigned identity would work, but no SDK falls back to it.",
  files: VM_FILES,
  env: { AZURE_CLIENT_ID: jobsIdentity.clientId },
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-env": "failed", "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: ["client-id-not-attached"],
  },
});
