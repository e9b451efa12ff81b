import { ACCOUNT, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataUpdating = defineScenario({
  name: "metadata-updating",
  title: "The metadata service is updating (410), then answers",
  story: "The first answer is 410 Gone; the SDK tries again and gets its token.",
  files: VM_FILES,
  metadata: { answers: [410] },
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: ["metadata-was-updating"],
  },
});
