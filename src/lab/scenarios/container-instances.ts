import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerInstances = defineScenario({
  name: "container-instances",
  title: "A container group with a user-assigned identity",
  story:
    "Container Instances has the metadata address of a VM and no identity variables; traces of Service Fabric show through.",
  env: {
    HOSTNAME: "SandboxHost-639260246187485962",
    Fabric_ApplicationName: "caas-066ceaa3936144679f39ae063b23467a",
    Fabric_CodePackageName: "web",
    Fabric_Id: "a492f450-c11b-4d9d-8e9d-6e25f718f0f9",
    Fabric_NodeIPOrFQDN: "10.92.0.14",
    AZURE_CLIENT_ID: WEB_IDENTITY.clientId,
  },
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    host: "container-instances",
    winner: { state: "won", link: "managed-identity-env" },
    outcomes: { environment: "not-configured", "managed-identity-env": "succeeded" },
    verdicts: [{ link: "managed-identity-env", verdict: "allowed" }],
    findings: [],
  },
});
