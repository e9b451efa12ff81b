import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const placeholderValues = defineScenario({
  name: "placeholder-values",
  title: "Placeholders that nothing has filled in",
  story:
    "The deployment did not replace its tokens: tenant, client id and secret are still the placeholders of the template.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: "<tenant-id>",
    AZURE_CLIENT_ID: "#{clientId}#",
    AZURE_CLIENT_SECRET: "${CLIENT_SECRET}",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["variable-damaged"],
    chains: { javascript: "none", python: "none", dotnet: "unknown" },
  },
});
