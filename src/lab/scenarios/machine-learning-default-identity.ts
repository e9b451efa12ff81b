import { ML_COMPUTE } from "../contoso-hosts.ts";
import { WEB_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const machineLearningDefaultIdentity = defineScenario({
  name: "machine-learning-default-identity",
  title: "Machine Learning: DEFAULT_IDENTITY_CLIENT_ID names another identity",
  story:
    "The compute has two identities. The SDK for JavaScript asks for the one that DEFAULT_IDENTITY_CLIENT_ID names, the one for Python names none.",
  env: { ...ML_COMPUTE.env, DEFAULT_IDENTITY_CLIENT_ID: WEB_IDENTITY.clientId },
  metadata: "refused",
  endpoints: [ML_COMPUTE.endpoint],
  identities: { systemAssigned: ML_COMPUTE.identity, userAssigned: [WEB_IDENTITY] },
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["sdks-disagree"],
    chains: {
      javascript: "managed-identity-system",
      python: "unknown",
      java: "none",
      go: "managed-identity-system",
    },
  },
});
