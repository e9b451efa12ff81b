import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const emptyClientId = defineScenario({
  name: "empty-client-id",
  title: "AZURE_CLIENT_ID is set to nothing",
  story:
    "Somebody emptied AZURE_CLIENT_ID instead of removing it. Most SDKs take that for unset; Go asks for an identity without a name.",
  env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: "" },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["variable-empty", "sdks-disagree"],
    chains: { javascript: "managed-identity-system", go: "none" },
  },
});
