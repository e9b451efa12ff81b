import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const userAssignedByOption = defineScenario({
  name: "user-assigned-by-option",
  title: "A user-assigned identity, named by option",
  story: "The app passes the client id of the machine's only identity to its credential.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  args: ["--managed-identity-client-id", WEB_IDENTITY.clientId],
  targets: [INVOICES_URL],
  identities: { userAssigned: [WEB_IDENTITY] },
  storage: [STORAGE],
  assignments: [readsAccount(WEB_IDENTITY.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "succeeded",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-option", verdict: "allowed" }],
    findings: [],
  },
});
