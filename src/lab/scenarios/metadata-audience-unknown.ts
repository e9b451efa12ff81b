import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataAudienceUnknown = defineScenario({
  name: "metadata-audience-unknown",
  title: "A managed identity is asked for a resource nobody knows",
  story:
    "The scope names an API that was never registered in this tenant. The identity is there; the metadata service passes " +
    "on what Entra says of the resource.",
  env: { ...LINUX_ENVIRONMENT },
  files: AZURE_VM_FILES,
  args: ["--scope", "https://orders.contoso.example/.default"],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "failed" },
    findings: ["resource-not-known"],
  },
});
