import { APP_SECRET, CONTAINER_URL, VM_FILES, account, servicePrincipal, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const unknownApp = defineScenario({
  name: "unknown-app",
  title: "The tenant does not know the app (AADSTS700016)",
  story: "AZURE_CLIENT_ID and AZURE_TENANT_ID do not belong together.",
  files: VM_FILES,
  env: servicePrincipal(APP_SECRET),
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["app-not-in-tenant"],
  },
});
