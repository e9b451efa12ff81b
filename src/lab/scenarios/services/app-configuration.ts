import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabResource } from "../../lab-resource.ts";
import { defineScenario } from "../../scenario.ts";
import { serviceScenarios } from "../service-scenarios.ts";

const STORE: LabResource = {
  service: "app-configuration",
  name: "contoso-settings",
  data: { kv: { "shop:currency": { value: "EUR" } } },
};
const STORE_URL = "https://contoso-settings.azconfig.io";
const NOT_TOLD = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;

const HOST = {
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [STORE_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
} as const;

export const appConfigurationScenarios = [
  ...serviceScenarios({
    title: "App Configuration",
    resource: STORE,
    target: STORE_URL,
    role: "App Configuration Data Reader",
    // One sentence stands for every token that fails validation, except for its issuer.
    expect: { "wrong-audience": NOT_TOLD },
  }),
  defineScenario({
    name: "app-configuration-reader-role",
    title: "App Configuration Reader does not read the configuration",
    story:
      "The identity holds the role App Configuration Reader, whose name promises what it does not give: it is for managing the store.",
    ...HOST,
    resources: [STORE],
    assignments: [
      { principalId: SYSTEM_IDENTITY.objectId, role: "App Configuration Reader", resource: STORE.name },
    ],
    expect: {
      exitCode: 3,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: [{ link: "managed-identity-system", verdict: "denied-rbac" }],
      findings: ["role-missing"],
    },
  }),
  defineScenario({
    name: "app-configuration-all-levels",
    title: "App Configuration: every level is asked for, and nothing changes",
    story: "The identity owns the store's data; all four permissions are probed.",
    ...HOST,
    args: ["--access", "all"],
    resources: [STORE],
    assignments: [
      { principalId: SYSTEM_IDENTITY.objectId, role: "App Configuration Data Owner", resource: STORE.name },
    ],
    expect: {
      exitCode: 0,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      findings: [],
    },
  }),
];
