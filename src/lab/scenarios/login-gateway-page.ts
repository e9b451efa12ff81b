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

export const loginGatewayPage = defineScenario({
  name: "login-gateway-page",
  title: "A gateway answers in Entra's place with a page",
  story:
    "The company's gateway opens TLS on the way to Entra, which is trusted here. It wants somebody to sign in, and says so " +
    "in a page in place of the answer.",
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
    name: "proxy-page",
    at: "login.microsoftonline.com:443",
    only: { path: "/oauth2/v2.0/token" },
  },
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "unavailable" },
    findings: ["no-usable-answer"],
  },
});
