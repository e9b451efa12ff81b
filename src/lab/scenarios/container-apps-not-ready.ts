import { CONTAINER_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerAppsNotReady = defineScenario({
  name: "container-apps-not-ready",
  title: "Container Apps: the identity endpoint does not listen yet",
  story:
    "The replica has just started. Its variables are there, but the sidecar that hands out tokens " +
    "does not listen yet.",
  env: CONTAINER_APP.env,
  metadata: "refused",
  endpoints: [{ ...CONTAINER_APP.endpoint, behaviour: "refused" }],
  identities: { systemAssigned: CONTAINER_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(CONTAINER_APP.identity.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "unavailable",
    },
    findings: ["identity-endpoint-unreachable"],
    host: "container-apps",
  },
});
