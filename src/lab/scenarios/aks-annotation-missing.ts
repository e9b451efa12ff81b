import {
  AZURE_VM_FILES,
  FEDERATED_IDENTITY,
  FEDERATED_TOKEN_FILE,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  SERVICE_ACCOUNT,
  STORAGE,
  UNKNOWN_CLIENT_ID,
  WEB_IDENTITY,
  WORKLOAD_IDENTITY_ENVIRONMENT,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const { AZURE_CLIENT_ID: _, ...WITHOUT_CLIENT_ID } = WORKLOAD_IDENTITY_ENVIRONMENT;

export const aksAnnotationMissing = defineScenario({
  name: "aks-annotation-missing",
  title: "A pod whose service account names no identity",
  story:
    "The pod has the label, and the webhook gave it a token; the service account lacks the annotation with the client id, " +
    "so AZURE_CLIENT_ID is missing. The node is asked in its place, and has several identities.",
  env: { ...POD_ENVIRONMENT, ...WITHOUT_CLIENT_ID },
  files: {
    ...AZURE_VM_FILES,
    [FEDERATED_TOKEN_FILE]: { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
  },
  // Java asks Entra all the same, without a client id: what comes of it was not observed.
  args: ["--sdk", "python"],
  targets: [INVOICES_URL],
  identities: {
    userAssigned: [JOBS_IDENTITY, { ...JOBS_IDENTITY, clientId: UNKNOWN_CLIENT_ID }],
    elsewhere: [FEDERATED_IDENTITY],
  },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    host: "aks",
    winner: { state: "none", link: null },
    outcomes: { "workload-identity": "not-configured", "managed-identity-system": "failed" },
    findings: ["workload-identity-incomplete"],
  },
});
