import { FABRIC_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const serviceFabricSelfSigned = defineScenario({
  name: "service-fabric-self-signed",
  title: "Service Fabric: JavaScript does not trust the endpoint's certificate",
  story:
    "The endpoint has certified itself, as usual, and IDENTITY_SERVER_THUMBPRINT names its certificate. JavaScript does " +
    "not compare the thumbprint: it asks for an authority that it trusts, and breaks off.",
  env: FABRIC_APP.env,
  args: ["--sdk", "javascript"],
  metadata: "refused",
  endpoints: [{ ...FABRIC_APP.endpoint, certificate: "self-signed" }],
  identities: { systemAssigned: FABRIC_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(FABRIC_APP.identity.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["fabric-certificate-untrusted"],
    host: "service-fabric",
    chains: { javascript: "none", python: "unknown", java: "none", go: "unknown" },
  },
});
