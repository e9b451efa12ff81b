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

export const lowerCaseNames = defineScenario({
  name: "lower-case-names",
  title: "The variables have lower-case names",
  story:
    "The variables of the service principal are right but for their case, which counts on Linux: no SDK sees them.",
  env: {
    ...LINUX_ENVIRONMENT,
    azure_tenant_id: TENANT_ID,
    azure_client_id: APP.clientId,
    azure_client_secret: VALID_SECRET,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "failed" },
    findings: ["variable-name-differs", "no-identity-attached"],
  },
});
