import { ACCOUNT, CONTAINER, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const roleOnContainerNamed = defineScenario({
  name: "role-on-container-named",
  title: "A role on one container, and that container named",
  story: "The same role, and the container is named: allowed.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [
    {
      principalId: vmIdentity.objectId,
      role: "Storage Blob Data Reader",
      account: ACCOUNT,
      container: CONTAINER,
    },
  ],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
