import { ML_COMPUTE } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const machineLearningWorks = defineScenario({
  name: "machine-learning-works",
  title: "Machine Learning: the identity of the compute works",
  story:
    "A job in Python on a compute cluster whose own identity holds the role. The SDK for Java does not know this " +
    "endpoint: it asks without the secret.",
  env: ML_COMPUTE.env,
  args: ["--sdk", "python"],
  metadata: "refused",
  endpoints: [ML_COMPUTE.endpoint],
  identities: { systemAssigned: ML_COMPUTE.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(ML_COMPUTE.identity.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
    host: "machine-learning",
    chains: {
      javascript: "managed-identity-system",
      python: "managed-identity-system",
      go: "managed-identity-system",
      java: "none",
    },
  },
});
