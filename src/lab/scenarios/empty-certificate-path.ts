import { APP, AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY, TENANT_ID } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const emptyCertificatePath = defineScenario({
  name: "empty-certificate-path",
  title: "AZURE_CLIENT_CERTIFICATE_PATH is set to nothing",
  story: "The path of the certificate is empty, because the volume it came from was removed.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_CERTIFICATE_PATH: "",
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["environment-incomplete"],
    chains: { javascript: "none", python: "none", java: "none", go: "none" },
  },
});
