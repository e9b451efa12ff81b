import { AZURE_VM_FILES, JOBS_IDENTITY, LINUX_ENVIRONMENT, WEB_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const resourceIdAndClientId = defineScenario({
  name: "resource-id-and-client-id",
  title: "A resource id by option, and AZURE_CLIENT_ID as well",
  story: "The option wins in JavaScript; Java takes both and throws.",
  env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: JOBS_IDENTITY.clientId },
  files: AZURE_VM_FILES,
  args: ["--managed-identity-resource-id", WEB_IDENTITY.resourceId],
  identities: { userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-option": "succeeded" },
    findings: ["sdks-disagree"],
    chains: { javascript: "managed-identity-option", java: "none" },
  },
});
