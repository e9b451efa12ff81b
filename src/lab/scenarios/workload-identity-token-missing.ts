import {
  AZURE_VM_FILES,
  FEDERATED_IDENTITY,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  WORKLOAD_IDENTITY_ENVIRONMENT,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const workloadIdentityTokenMissing = defineScenario({
  name: "workload-identity-token-missing",
  title: "Workload identity without its token file",
  story: "The variables were copied from another deployment; no token is mounted into this pod.",
  env: { ...POD_ENVIRONMENT, ...WORKLOAD_IDENTITY_ENVIRONMENT },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY], elsewhere: [FEDERATED_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    host: "aks",
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "workload-identity": "not-configured" },
    findings: ["federated-token-unusable"],
    chains: { javascript: "none", python: "none", java: "none", go: "none" },
  },
});
