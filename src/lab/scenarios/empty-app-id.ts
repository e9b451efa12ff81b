import {
  APP,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const emptyAppId = defineScenario({
  name: "empty-app-id",
  title: "AZURE_CLIENT_ID of a service principal is set to nothing",
  story: "The client id was emptied, and the tenant and the secret stayed.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: "",
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["environment-incomplete", "variable-empty", "sdks-disagree"],
    chains: { javascript: "managed-identity-system", python: "none", java: "none", go: "none" },
  },
});
