import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsProd = defineScenario({
  name: "token-credentials-prod",
  title: "AZURE_TOKEN_CREDENTIALS=prod leaves developer tools out",
  story: "Only the links meant for production remain; the managed identity wins in every SDK.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "prod" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: [],
  },
});
