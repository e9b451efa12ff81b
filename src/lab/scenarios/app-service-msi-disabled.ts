import { LINUX_SITE } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceMsiDisabled = defineScenario({
  name: "app-service-msi-disabled",
  title: "App Service, identity switched off by WEBSITE_DISABLE_MSI",
  story:
    "The portal shows the identity as on, and an app setting keeps the platform from giving its endpoint to the app.",
  env: { ...LINUX_SITE, WEBSITE_DISABLE_MSI: "true" },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "app-service-linux",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["identity-switched-off"],
  },
});
