import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SUBSCRIPTION_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tenantUnknown = defineScenario({
  name: "tenant-unknown",
  title: "AZURE_TENANT_ID holds the subscription's id",
  story: "Both are GUIDs and stand side by side in the portal. Entra knows no tenant of that id.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: SUBSCRIPTION_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["tenant-not-found"],
  },
});
