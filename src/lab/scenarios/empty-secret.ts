import { APP, AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY, TENANT_ID } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const emptySecret = defineScenario({
  name: "empty-secret",
  title: "AZURE_CLIENT_SECRET is set to nothing",
  story:
    "A missing secret of the deployment became an empty variable. Python throws at once; the others go on.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: "",
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured" },
    findings: ["environment-incomplete", "variable-empty"],
  },
});
