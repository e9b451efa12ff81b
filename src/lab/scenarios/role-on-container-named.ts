import { AZURE_VM_FILES, INVOICES_URL, LINUX_ENVIRONMENT, STORAGE, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const roleOnContainerNamed = defineScenario({
  name: "role-on-container-named",
  title: "The role is on one container, and the target names it",
  story: "The identity may read the container invoices only, and that is what is asked.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [
    {
      principalId: SYSTEM_IDENTITY.objectId,
      role: "Storage Blob Data Reader",
      resource: STORAGE.name,
      part: "invoices",
    },
  ],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
  },
});
