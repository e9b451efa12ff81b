import { LINUX_SITE } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceSlotNotEnabled = defineScenario({
  name: "app-service-slot-not-enabled",
  title: "A deployment slot, and no identity of its own is enabled",
  story:
    "The identity of the site is on, but this is its slot staging, and each slot has identities of its own: the" +
    " commands have to name the slot.",
  env: {
    ...LINUX_SITE,
    WEBSITE_SLOT_NAME: "staging",
    WEBSITE_HOSTNAME: `${LINUX_SITE.WEBSITE_SITE_NAME}-staging.azurewebsites.net`,
  },
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
