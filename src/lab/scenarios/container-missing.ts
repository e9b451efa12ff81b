import { ACCOUNT, ACCOUNT_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerMissing = defineScenario({
  name: "container-missing",
  title: "The container does not exist",
  story: "The app asks for a container that is not there; identity and role are fine.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [`${ACCOUNT_URL}invoice`],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "not-found" }],
    findings: ["container-not-found"],
  },
});
