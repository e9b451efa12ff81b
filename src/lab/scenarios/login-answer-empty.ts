import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const loginAnswerEmpty = defineScenario({
  name: "login-answer-empty",
  title: "Entra's answer has no token in it, and no error",
  story:
    "A gateway on the way to Entra takes everything out of the answers that it does not know: what is left is an empty " +
    "document.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  metadata: "refused",
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  fault: {
    name: "missing-fields",
    at: "login.microsoftonline.com:443",
    only: { path: "/oauth2/v2.0/token" },
  },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["no-usable-answer"],
  },
});
