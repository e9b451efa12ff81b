import { LINUX_SITE } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceIdentityNotEnabled = defineScenario({
  name: "app-service-identity-not-enabled",
  title: "App Service, and no identity is enabled",
  story:
    "The app runs in App Service, and nobody turned its identity on: the platform then tells no process of an endpoint.",
  env: { ...LINUX_SITE },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "app-service-linux",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["identity-not-enabled"],
  },
});
