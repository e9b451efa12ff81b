import {
  AZURE_VM_FILES,
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

const FOREIGN = {
  ...WEB_IDENTITY,
  federatedCredentials: [{ ...SERVICE_ACCOUNT, subject: "system:serviceaccount:default:web" }],
};

export const workloadIdentityNoFederation = defineScenario({
  name: "workload-identity-no-federation",
  title: "Workload identity, and a credential for another service account",
  story:
    "The app was moved to another namespace; the federated credential of its identity still names the old " +
    "one.",
  env: { ...POD_ENVIRONMENT, ...WORKLOAD_IDENTITY_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [FEDERATED_TOKEN_FILE]: { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
  },
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY], elsewhere: [FOREIGN] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    host: "aks",
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "workload-identity": "failed",
      "managed-identity-env": "failed",
    },
    findings: ["federation-missing"],
  },
});
