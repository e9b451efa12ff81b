import {
  APP,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  DEVELOPER,
  USER_PASSWORD,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const passwordWithoutTenant = defineScenario({
  name: "password-without-tenant",
  title: "A user's name and password, and no tenant",
  story:
    "AZURE_USERNAME and AZURE_PASSWORD are set without AZURE_TENANT_ID: some SDKs sign in at organizations, others find nothing configured.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_USERNAME: DEVELOPER.name,
    AZURE_PASSWORD: USER_PASSWORD,
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["environment-incomplete"],
    chains: { javascript: "none", python: "unknown", java: "unknown", go: "none" },
  },
});
