import { AZURE_VM_FILES, INVOICES_URL, LINUX_ENVIRONMENT, STORAGE } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataRefused = defineScenario({
  name: "metadata-refused",
  title: "The metadata address cannot be reached",
  story: "A local firewall rule refuses the address of the metadata service.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["metadata-refused"],
  },
});
