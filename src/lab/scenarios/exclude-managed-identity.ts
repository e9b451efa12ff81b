import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const excludeManagedIdentity = defineScenario({
  name: "exclude-managed-identity",
  title: "The app leaves managed identity out",
  story:
    "exclude_managed_identity_credential is set in the code: nothing of the chain remains that could win.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--exclude", "managed-identity-system"],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["excluded-link-works"],
  },
});
