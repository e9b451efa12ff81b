import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsEmpty = defineScenario({
  name: "token-credentials-empty",
  title: "AZURE_TOKEN_CREDENTIALS is set to nothing",
  story: "Every SDK but Go takes an empty value for none.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["variable-empty", "sdks-disagree"],
    chains: { go: "none" },
  },
});
