import { LEGACY_APP } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const appServiceLegacyProtocol = defineScenario({
  name: "app-service-legacy-protocol",
  title: "Linux Consumption: the older protocol, with dates for seconds",
  story:
    "A function app on a Linux Consumption plan knows protocol 2017-09-01 only. Its answer says when the token expires " +
    "as a date: the SDKs for Python and Go cannot read it, and the one for Java asks without the secret. The one for " +
    "JavaScript takes the token.",
  env: LEGACY_APP.env,
  metadata: "refused",
  endpoints: [LEGACY_APP.endpoint],
  identities: { systemAssigned: LEGACY_APP.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(LEGACY_APP.identity.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["sdks-disagree"],
    host: "functions",
    chains: { javascript: "managed-identity-system", python: "none", java: "none", go: "none" },
  },
});
