import { APP, AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY, VALID_SECRET } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tenantMalformed = defineScenario({
  name: "tenant-malformed",
  title: "A tenant with a space in it",
  story:
    "AZURE_TENANT_ID holds a name instead of an id. JavaScript drops the link without a word; other SDKs throw.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: "Contoso Ltd",
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured" },
    findings: ["variable-damaged", "client-id-not-attached"],
    chains: { javascript: "none", python: "none", java: "none", go: "none" },
  },
});
