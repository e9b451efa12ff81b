import { DESKTOP_ENVIRONMENT, DEVELOPER, INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const developerAzExpired = defineScenario({
  name: "developer-az-expired",
  title: "A developer's machine where the login of the Azure CLI has expired",
  story: "az was logged in some days ago; a policy of the tenant asks for a new sign-in every twelve hours.",
  env: DESKTOP_ENVIRONMENT,
  targets: [INVOICES_URL],
  metadata: "refused",
  tools: { az: { state: "expired" } },
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 5,
    host: "developer-machine",
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable", "azure-cli": "failed" },
    findings: ["tool-login-expired"],
  },
});
