import { AZURE_VM_FILES, INVOICES_URL, LINUX_ENVIRONMENT, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataSilent = defineScenario({
  name: "metadata-silent",
  title: "The metadata service never answers",
  story: "Connections to 169.254.169.254 are accepted and never answered, and nothing else is configured.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "silent",
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "unavailable",
    },
    findings: ["metadata-silent"],
  },
});
