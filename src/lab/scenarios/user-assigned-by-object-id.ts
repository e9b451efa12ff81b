import {
  AZURE_VM_FILES,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  WEB_IDENTITY,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByObjectId = defineScenario({
  name: "user-assigned-by-object-id",
  title: "A user-assigned identity, named by its object id",
  story:
    "A bare ManagedIdentityCredential names an identity by object id; DefaultAzureCredential has no such option.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--managed-identity-object-id", WEB_IDENTITY.objectId],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" },
    findings: ["option-not-in-sdk", "identity-shadowed"],
  },
});
