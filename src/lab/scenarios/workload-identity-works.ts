import {
  AZURE_VM_FILES,
  FEDERATED_IDENTITY,
  FEDERATED_TOKEN_FILE,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  SERVICE_ACCOUNT,
  STORAGE,
  WEB_IDENTITY,
  WORKLOAD_IDENTITY_ENVIRONMENT,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const workloadIdentityWorks = defineScenario({
  name: "workload-identity-works",
  title: "A pod with workload identity",
  story: "The webhook gave the pod its variables and a token, and the identity trusts the service account.",
  env: { ...POD_ENVIRONMENT, ...WORKLOAD_IDENTITY_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [FEDERATED_TOKEN_FILE]: { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
  },
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY], elsewhere: [FEDERATED_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    host: "aks",
    winner: { state: "won", link: "workload-identity" },
    outcomes: {
      environment: "not-configured",
      "workload-identity": "succeeded",
      "managed-identity-env": "succeeded",
    },
    verdicts: [{ link: "workload-identity", verdict: "allowed" }],
    findings: [],
  },
});
