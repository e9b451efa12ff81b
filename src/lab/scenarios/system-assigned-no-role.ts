import { ACCOUNT, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const systemAssignedNoRole = defineScenario({
  name: "system-assigned-no-role",
  title: "The system-assigned identity has no data role",
  story:
    "A VM whose identity is Owner of the account: that holds no data action, so reading a blob is refused.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Owner", account: ACCOUNT }],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
    findings: ["role-missing"],
  },
});
