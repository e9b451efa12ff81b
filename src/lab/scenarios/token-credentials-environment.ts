import {
  APP,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsEnvironment = defineScenario({
  name: "token-credentials-environment",
  title: "A single name leaves one link",
  story: "EnvironmentCredential alone is wanted, and its variables are there.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "environment" },
    outcomes: { environment: "succeeded" },
    findings: [],
  },
});
