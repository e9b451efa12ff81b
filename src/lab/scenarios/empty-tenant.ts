import { APP, AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY, VALID_SECRET } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const emptyTenant = defineScenario({
  name: "empty-tenant",
  title: "AZURE_TENANT_ID is set to nothing",
  story:
    "The tenant was emptied instead of removed, and the client id and the secret stayed: the SDK for Python cannot even be made.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: "",
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["environment-incomplete"],
    chains: { javascript: "none", python: "none", java: "none", go: "none" },
  },
});
