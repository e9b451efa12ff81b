import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataThrottled = defineScenario({
  name: "metadata-throttled",
  title: "The metadata service is asked too often",
  story:
    "Many processes of this machine ask for tokens of their own. The identity is there, and nobody gets a token.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  metadata: { answers: Array.from({ length: 50 }, () => 429) },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "failed" },
    findings: ["identity-endpoint-throttles"],
  },
});
