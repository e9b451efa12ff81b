import { ML_COMPUTE } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const machineLearningWrongId = defineScenario({
  name: "machine-learning-wrong-id",
  title: "Machine Learning: AZURE_CLIENT_ID names an identity it lacks",
  story:
    "The job was given the client id of an identity that is not assigned to the cluster. The " +
    "identity of the cluster itself, which would work, is not asked.",
  env: { ...ML_COMPUTE.env, AZURE_CLIENT_ID: WEB_IDENTITY.clientId },
  metadata: "refused",
  endpoints: [ML_COMPUTE.endpoint],
  identities: { systemAssigned: ML_COMPUTE.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(ML_COMPUTE.identity.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["client-id-not-attached"],
    host: "machine-learning",
  },
});
