import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataBroken = defineScenario({
  name: "metadata-broken",
  title: "The metadata service cannot get a token from Entra",
  story:
    "The subscription was moved to another tenant; the identity of the machine was left behind, and asking again does not help.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--timeout", "4"],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  metadata: { answers: Array.from({ length: 50 }, () => 500) },
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "timed-out" },
    findings: ["identity-endpoint-broken"],
  },
});
