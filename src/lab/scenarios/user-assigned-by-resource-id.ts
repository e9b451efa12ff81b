import { AZURE_VM_FILES, JOBS_IDENTITY, LINUX_ENVIRONMENT, WEB_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByResourceId = defineScenario({
  name: "user-assigned-by-resource-id",
  title: "A user-assigned identity, named by its resource id",
  story: "Two identities are attached; the app names one by its ARM id.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--managed-identity-resource-id", WEB_IDENTITY.resourceId],
  identities: { userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: { "managed-identity-option": "succeeded" },
    findings: [],
  },
});
