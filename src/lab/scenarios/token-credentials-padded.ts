import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsPadded = defineScenario({
  name: "token-credentials-padded",
  title: "AZURE_TOKEN_CREDENTIALS with spaces around it",
  story: "Every SDK but Go trims the value.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: " ManagedIdentityCredential " },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-credentials-invalid", "sdks-disagree"],
    chains: { go: "none" },
  },
});
