import { ACCOUNT, CONTAINER_URL, VM_FILES, account, jobsIdentity, webIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByOption = defineScenario({
  name: "user-assigned-by-option",
  title: "A user-assigned identity, named by option, is allowed",
  story: "The app passes managed_identity_client_id; that identity is attached and has the role.",
  files: VM_FILES,
  args: ["--managed-identity-client-id", webIdentity.clientId],
  identities: { userAssigned: [webIdentity, jobsIdentity] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: webIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: {
      "managed-identity-option": "succeeded",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    verdicts: [{ link: "managed-identity-option", verdict: "allowed" }],
    findings: [],
  },
});
