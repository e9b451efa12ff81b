import {
  APP,
  AZURE_VM_FILES,
  DEVELOPER,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  USER_PASSWORD,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const usernamePassword = defineScenario({
  name: "username-password",
  title: "A user's name and password as the app's credentials",
  story:
    "AZURE_USERNAME and AZURE_PASSWORD sign in a person. The tenant asks everybody for a second factor, which " +
    "a program does not have.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_USERNAME: DEVELOPER.name,
    AZURE_PASSWORD: USER_PASSWORD,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["password-login-refused", "password-login-deprecated"],
  },
});
