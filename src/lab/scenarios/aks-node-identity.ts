import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  POD_ENVIRONMENT,
  STORAGE,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const aksNodeIdentity = defineScenario({
  name: "aks-node-identity",
  title: "A pod without workload identity gets the node's identity",
  story:
    "The pod asks the metadata service of its node, which has one identity: every pod of the node gets that one. It is " +
    "allowed to read the data, so nobody has noticed.",
  env: POD_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { userAssigned: [JOBS_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(JOBS_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    host: "aks",
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "workload-identity": "not-configured", "managed-identity-system": "succeeded" },
    findings: ["workload-identity-not-injected", "only-user-assigned-answered"],
  },
});
