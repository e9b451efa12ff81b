import { ACCOUNT, CONTAINER_URL, TENANT, VM_FILES, account, app, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const partialEnvironment = defineScenario({
  name: "partial-environment",
  title: "The service principal has no secret, and steers the chain",
  story:
    "AZURE_TENANT_ID and AZURE_CLIENT_ID are set, the secret is not. The environment link is passed over, and managed identity is asked for the client id of the app.",
  files: VM_FILES,
  env: { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: app.clientId },
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["environment-incomplete"],
  },
});
