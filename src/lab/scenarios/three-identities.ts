import {
  AZURE_VM_FILES,
  INVOICES_URL,
  JOBS_IDENTITY,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const threeIdentities = defineScenario({
  name: "three-identities",
  title: "Three identities of one machine, each asked for in its own way",
  story:
    "The app names one identity by option, the environment another one, and the machine has its own. " +
    "Each link alone gives a different identity; the app gets the one that its option names.",
  env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: JOBS_IDENTITY.clientId },
  files: AZURE_VM_FILES,
  args: ["--managed-identity-client-id", WEB_IDENTITY.clientId],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "succeeded",
      "managed-identity-env": "succeeded",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-option", verdict: "allowed" }],
    findings: ["identity-shadowed"],
    host: "azure-vm",
  },
});
