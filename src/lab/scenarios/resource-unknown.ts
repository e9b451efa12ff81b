import { APP, AZURE_VM_FILES, LINUX_ENVIRONMENT, TENANT_ID, VALID_SECRET } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const resourceUnknown = defineScenario({
  name: "resource-unknown",
  title: "The app asks for a resource that the tenant does not know",
  story:
    "The scope names an API that was never registered in this tenant. The credentials are right; Entra has no resource " +
    "to make a token for.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  args: ["--scope", "https://orders.contoso.example/.default"],
  applications: [APP],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["resource-not-known"],
  },
});
