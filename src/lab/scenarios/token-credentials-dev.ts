import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsDev = defineScenario({
  name: "token-credentials-dev",
  title: "AZURE_TOKEN_CREDENTIALS=dev on a server",
  story:
    "The variable was copied from a laptop: it leaves managed identity out of the chain, and no developer tool is here.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "dev" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-credentials-excludes"],
  },
});
