import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsNonsense = defineScenario({
  name: "token-credentials-nonsense",
  title: "AZURE_TOKEN_CREDENTIALS has a value that no SDK takes",
  story: "A guess was written into the variable: every SDK throws when the credential is made.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "managed-identity" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-credentials-invalid"],
  },
});
