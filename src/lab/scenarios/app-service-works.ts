import { WEB_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceWorks = defineScenario({
  name: "app-service-works",
  title: "App Service: the system-assigned identity works",
  story:
    "A web app on App Service, whose own identity holds the role. The metadata address of virtual " +
    "machines is closed there, which is as it should be.",
  env: WEB_APP.env,
  metadata: "refused",
  endpoints: [WEB_APP.endpoint],
  identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_APP.identity.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
    host: "app-service-linux",
  },
});
