import { LINUX_SITE } from "../app-service-site.ts";
import { APP, INVOICES_URL, STORAGE, TENANT_ID, VALID_SECRET, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appsettingOnly = defineScenario({
  name: "appsetting-only",
  title: "App settings that exist with the prefix APPSETTING_ only",
  story: "A start script passes on only the prefixed copies of the app settings, and no SDK reads those.",
  env: {
    ...LINUX_SITE,
    APPSETTING_AZURE_TENANT_ID: TENANT_ID,
    APPSETTING_AZURE_CLIENT_ID: APP.clientId,
    APPSETTING_AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "app-service-linux",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["variable-name-differs", "identity-not-enabled"],
  },
});
