import { WEB_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, UNKNOWN_CLIENT_ID, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceIdNotAttached = defineScenario({
  name: "app-service-id-not-attached",
  title: "App Service: AZURE_CLIENT_ID names an identity it does not have",
  story:
    "The app settings still hold the client id of a service principal. The platform has no such " +
    "identity attached, and no SDK falls back to the system-assigned one, which would work.",
  env: { ...WEB_APP.env, AZURE_CLIENT_ID: UNKNOWN_CLIENT_ID },
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
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["client-id-not-attached"],
    host: "app-service-linux",
  },
});
