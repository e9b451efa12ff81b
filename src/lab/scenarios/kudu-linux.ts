import { LINUX_KUDU, MASKED_IDENTITY_VARIABLES } from "../app-service-site.ts";
import { INVOICES_URL, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const kuduLinux = defineScenario({
  name: "kudu-linux",
  title: "Kudu of a Linux app: identity variables hold a sentence",
  story:
    "A managed identity is enabled, and the check was made in the Kudu console. That is another container than the app's:" +
    " it has a sentence where the app has its identity's endpoint, so nothing here tells what the app gets.",
  env: { ...LINUX_KUDU, ...MASKED_IDENTITY_VARIABLES },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 4,
    host: "kudu-linux",
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "not-configured",
    },
    findings: ["kudu-container"],
    chains: { python: "unknown", javascript: "unknown", dotnet: "unknown", java: "unknown", go: "unknown" },
  },
});
