import { CONTAINER_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerAppsWorks = defineScenario({
  name: "container-apps-works",
  title: "Container Apps: the system-assigned identity works",
  story: "A container app whose own identity holds the role.",
  env: CONTAINER_APP.env,
  metadata: "refused",
  endpoints: [CONTAINER_APP.endpoint],
  identities: { systemAssigned: CONTAINER_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(CONTAINER_APP.identity.objectId)],
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
    host: "container-apps",
  },
});
