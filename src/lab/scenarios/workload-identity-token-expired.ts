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

export const workloadIdentityTokenExpired = defineScenario({
  name: "workload-identity-token-expired",
  title: "Workload identity with a token that is past its end",
  story: "The token was copied into the image instead of being mounted: nobody renews it.",
  env: { ...POD_ENVIRONMENT, ...WORKLOAD_IDENTITY_ENVIRONMENT },
  files: {
    ...AZURE_VM_FILES,
    [FEDERATED_TOKEN_FILE]: { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "expired" },
  },
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY], elsewhere: [FEDERATED_IDENTITY] },
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
    findings: ["federated-token-expired"],
  },
});
