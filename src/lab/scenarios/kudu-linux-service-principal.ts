import { LINUX_KUDU, MASKED_IDENTITY_VARIABLES } from "../app-service-site.ts";
import { APP, INVOICES_URL, STORAGE, TENANT_ID, VALID_SECRET, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const kuduLinuxServicePrincipal = defineScenario({
  name: "kudu-linux-service-principal",
  title: "Kudu of a Linux app, with a service principal's variables",
  story:
    "The Kudu container still has the app settings of a service principal that the app gave up. The secret works, and" +
    " the service principal may read the data; yet this is not the app's container, and nothing of it holds there.",
  env: {
    ...LINUX_KUDU,
    ...MASKED_IDENTITY_VARIABLES,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  metadata: "refused",
  expect: {
    exitCode: 4,
    host: "kudu-linux",
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "succeeded",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "not-configured",
    },
    findings: ["kudu-container"],
    chains: { python: "unknown", javascript: "unknown", dotnet: "unknown", java: "unknown", go: "unknown" },
  },
});
