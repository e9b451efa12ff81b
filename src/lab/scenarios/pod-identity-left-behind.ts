import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const podIdentityLeftBehind = defineScenario({
  name: "pod-identity-left-behind",
  title: "AZURE_POD_IDENTITY_AUTHORITY_HOST of AAD Pod Identity stayed behind",
  story:
    "The variable of the retired AAD Pod Identity sends JavaScript and Python to a port where nobody listens; Go never reads it.",
  env: { ...LINUX_ENVIRONMENT, AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:2579" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-moved"],
    chains: { javascript: "none", python: "none", java: "none", go: "unknown" },
  },
});
