import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataNotFoundLasting = defineScenario({
  name: "metadata-not-found-lasting",
  title: "The metadata service answers 404 and does not stop",
  story: "It is being updated, and takes longer than an attempt may.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--timeout", "4"],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  metadata: { answers: Array.from({ length: 50 }, () => 404) },
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "timed-out" },
    findings: ["metadata-updating"],
  },
});
