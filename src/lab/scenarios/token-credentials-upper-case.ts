import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsUpperCase = defineScenario({
  name: "token-credentials-upper-case",
  title: "AZURE_TOKEN_CREDENTIALS=PROD, which Go does not take",
  story: "Every SDK but Go reads the value without regard to case.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "PROD" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-credentials-invalid", "sdks-disagree"],
    chains: { go: "none", python: "managed-identity-system" },
  },
});
