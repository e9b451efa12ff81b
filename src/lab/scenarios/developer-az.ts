import { DESKTOP_ENVIRONMENT, DEVELOPER, INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const developerAz = defineScenario({
  name: "developer-az",
  title: "A developer's machine, signed in with the Azure CLI",
  story: "Nothing is configured; az is logged in, and its user may read the storage account.",
  env: DESKTOP_ENVIRONMENT,
  targets: [INVOICES_URL],
  metadata: "refused",
  tools: { az: { state: "logged-in", user: DEVELOPER } },
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 0,
    host: "developer-machine",
    winner: { state: "won", link: "azure-cli" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-system": "unavailable",
      "azure-cli": "succeeded",
      "azure-powershell": "not-configured",
      "azure-developer-cli": "not-configured",
    },
    verdicts: [{ link: "azure-cli", verdict: "allowed" }],
    findings: [],
  },
});
