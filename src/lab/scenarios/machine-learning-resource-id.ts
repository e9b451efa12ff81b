import { ML_COMPUTE } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const machineLearningResourceId = defineScenario({
  name: "machine-learning-resource-id",
  title: "Machine Learning: an identity named by its resource id",
  story:
    "The identity is attached to the compute, and the app names it by resource id. The endpoint of Machine Learning " +
    "knows client ids only, and the SDKs refuse the id before they ask.",
  env: ML_COMPUTE.env,
  args: ["--managed-identity-resource-id", WEB_IDENTITY.resourceId, "--sdk", "javascript"],
  metadata: "refused",
  endpoints: [ML_COMPUTE.endpoint],
  identities: { systemAssigned: ML_COMPUTE.identity, userAssigned: [WEB_IDENTITY] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-option": "not-configured", "managed-identity-system": "succeeded" },
    findings: ["source-takes-no-ids"],
    host: "machine-learning",
    chains: { javascript: "none" },
  },
});
