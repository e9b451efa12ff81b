import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const swappedIdAndSecret = defineScenario({
  name: "swapped-id-and-secret",
  title: "Client id and secret stand in each other's place",
  story:
    "The two were pasted the wrong way round. Entra does not know an app with the secret as its id, and says so with the " +
    "secret in the sentence: the report shows it nowhere, and says what happened.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: VALID_SECRET,
    AZURE_CLIENT_SECRET: APP.clientId,
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "failed",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["variable-damaged"],
  },
});
