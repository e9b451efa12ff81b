import { ACCOUNT, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const storageFirewall = defineScenario({
  name: "storage-firewall",
  title: "The storage firewall refuses the machine",
  story: "The identity has the role; the network rules of the account do not allow this VM.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [{ ...account, firewall: "deny" }],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-network" }],
    findings: ["network-rule-refuses"],
  },
});
