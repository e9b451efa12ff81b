import { WEB_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceUserAssignedNeedsId = defineScenario({
  name: "app-service-user-assigned-needs-id",
  title: "App Service: only a user-assigned identity, and none is named",
  story:
    "The one identity of the app is user-assigned. A virtual machine would give it without being " +
    "asked; App Service looks for a system-assigned identity only.",
  env: WEB_APP.env,
  metadata: "refused",
  endpoints: [WEB_APP.endpoint],
  identities: { userAssigned: [WEB_IDENTITY] },
  hostResourceId: WEB_APP.identity.resourceId,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["no-system-identity"],
    host: "app-service-linux",
  },
});
