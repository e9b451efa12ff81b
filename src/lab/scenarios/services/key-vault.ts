import { serviceScenarios } from "../service-scenarios.ts";

import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabResource } from "../../lab-resource.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";

const VAULT: LabResource = {
  service: "key-vault",
  name: "kv-contoso",
  data: { secrets: { "db-password": "lab-fake-secret-of-the-vault" }, keys: {}, certificates: {} },
};
const TARGET = "https://kv-contoso.vault.azure.net/secrets/db-password";

const situations = serviceScenarios({
  title: "Key Vault",
  resource: VAULT,
  target: TARGET,
  role: "Key Vault Secrets User",
});

export const keyVaultScenarios: readonly Scenario[] = [
  ...situations,
  defineScenario({
    name: "key-vault-role-takes-effect",
    title: "Key Vault: a new role that takes effect while one waits",
    story:
      "The role was assigned a moment ago. The vault refuses the first two requests, and takes the third (--wait).",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [TARGET],
    args: [],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    applications: [],
    storage: [],
    resources: [VAULT],
    assignments: [
      {
        principalId: SYSTEM_IDENTITY.objectId,
        role: "Key Vault Secrets User",
        resource: VAULT.name,
        refusedFirst: 2,
      },
    ],
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing"],
    },
  }),
];
