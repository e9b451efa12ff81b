import { FABRIC_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const serviceFabricClientId = defineScenario({
  name: "service-fabric-client-id",
  title: "Service Fabric: AZURE_CLIENT_ID is set, and some SDKs refuse",
  story:
    "The application manifest says which identity a service has. With AZURE_CLIENT_ID set the SDKs " +
    "for JavaScript, Python and Go refuse to ask; the one for Java asks, and the platform ignores " +
    "the id.",
  env: { ...FABRIC_APP.env, AZURE_CLIENT_ID: WEB_IDENTITY.clientId },
  metadata: "refused",
  endpoints: [FABRIC_APP.endpoint],
  identities: { systemAssigned: FABRIC_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(FABRIC_APP.identity.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["source-takes-no-ids"],
    host: "service-fabric",
    chains: { javascript: "none", python: "none", go: "none", java: "unknown" },
  },
});
