import { WEB_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceHeaderRotated = defineScenario({
  name: "app-service-header-rotated",
  title: "App Service: the identity header is an old one",
  story:
    "The variables were copied into this shell yesterday. The platform has changed the value of " +
    "IDENTITY_HEADER since then, and refuses the old one.",
  env: {
    ...WEB_APP.env,
    IDENTITY_HEADER: "lab-fake-identity-header-of-yesterday~ZqVxKtBw",
    MSI_SECRET: "lab-fake-identity-header-of-yesterday~ZqVxKtBw",
  },
  metadata: "refused",
  endpoints: [WEB_APP.endpoint],
  identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_APP.identity.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["endpoint-secret-refused"],
    host: "app-service-linux",
  },
});
