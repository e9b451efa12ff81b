import { ACCOUNT, CONTAINER_URL, VM_FILES, account, app, servicePrincipal, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const wrongSecret = defineScenario({
  name: "wrong-secret",
  title: "AZURE_CLIENT_SECRET is wrong (AADSTS7000215)",
  story:
    "The secret was mistyped. Entra refuses it, and the chain ends there: the managed identity is never asked.",
  files: VM_FILES,
  env: servicePrincipal("lab-fake-mistyped-secret~Tk9ULUEtU0VDUkVU"),
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed", "managed-identity-system": "succeeded" },
    findings: ["secret-wrong"],
  },
});
