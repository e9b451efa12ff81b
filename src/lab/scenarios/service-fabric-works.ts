import { FABRIC_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const serviceFabricWorks = defineScenario({
  name: "service-fabric-works",
  title: "Service Fabric: the identity of the application works",
  story:
    "A service on a Service Fabric cluster. The certificate of its token endpoint is the one whose " +
    "thumbprint the platform tells.",
  env: FABRIC_APP.env,
  metadata: "refused",
  endpoints: [FABRIC_APP.endpoint],
  identities: { systemAssigned: FABRIC_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(FABRIC_APP.identity.objectId)],
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
    host: "service-fabric",
  },
});
