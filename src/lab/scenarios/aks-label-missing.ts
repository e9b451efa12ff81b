import {
  AZURE_VM_FILES,
  FEDERATED_IDENTITY,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type LabIdentity } from "../scenario.ts";

/** What the cluster's own agent on the node uses. */
const NODE_IDENTITY: LabIdentity = {
  clientId: "5b0f0d0e-8f0a-4c58-9d0e-6a5f4a3b1c7d",
  objectId: "e2a7c6f4-1b1d-4a8e-9f0b-7d3c5e9a2b64",
  resourceId: JOBS_IDENTITY.resourceId.replace("id-contoso-jobs", "id-contoso-agentpool"),
};

export const aksLabelMissing = defineScenario({
  name: "aks-label-missing",
  title: "A pod that the workload identity webhook passed over",
  story:
    "The label azure.workload.identity/use is on the service account only, not on the pod: the pod got " +
    "neither variables nor a token, and asks the node, which has several identities.",
  env: POD_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY, NODE_IDENTITY], elsewhere: [FEDERATED_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    host: "aks",
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "workload-identity": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["workload-identity-not-injected"],
  },
});
