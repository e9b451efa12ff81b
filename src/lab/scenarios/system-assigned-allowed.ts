import { ACCOUNT, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const systemAssignedAllowed = defineScenario({
  name: "system-assigned-allowed",
  title: "The system-assigned identity has the role: all is well",
  story: "A VM with a system-assigned identity that may read the container.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
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
