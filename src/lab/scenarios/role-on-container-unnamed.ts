import { ACCOUNT_URL, AZURE_VM_FILES, LINUX_ENVIRONMENT, STORAGE, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const roleOnContainerUnnamed = defineScenario({
  name: "role-on-container-unnamed",
  title: "The role is on one container, and the target names none",
  story: "The identity may read the container invoices only. Asked about the whole account, nobody can tell.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [ACCOUNT_URL],
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
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "inconclusive" }],
    findings: ["name-the-part"],
  },
});
