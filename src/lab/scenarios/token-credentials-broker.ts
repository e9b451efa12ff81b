import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsBroker = defineScenario({
  name: "token-credentials-broker",
  title: "A value that only one SDK takes: BrokerCredential",
  story: "The value is good for .NET; the other SDKs throw when the credential is made.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "BrokerCredential" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-credentials-invalid"],
  },
});
