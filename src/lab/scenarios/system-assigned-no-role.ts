import { AZURE_VM_FILES, INVOICES_URL, LINUX_ENVIRONMENT, STORAGE, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const systemAssignedNoRole = defineScenario({
  name: "system-assigned-no-role",
  title: "The system-assigned identity wins but has no role",
  story:
    "The identity was switched on, the role assignment was forgotten; being Contributor does not help with data.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [{ principalId: SYSTEM_IDENTITY.objectId, role: "Contributor", resource: STORAGE.name }],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
    findings: ["role-missing"],
  },
});
