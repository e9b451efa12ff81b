import { ACCOUNT, ACCOUNT_URL, CONTAINER, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const roleOnContainerUnnamed = defineScenario({
  name: "role-on-container-unnamed",
  title: "A role on one container, and no container named",
  story:
    "The role is on one container only. Asked for the account as a whole, Azure refuses: that says nothing about the container.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [ACCOUNT_URL],
  assignments: [
    {
      principalId: vmIdentity.objectId,
      role: "Storage Blob Data Reader",
      account: ACCOUNT,
      container: CONTAINER,
    },
  ],
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
    findings: ["name-the-container"],
  },
});
