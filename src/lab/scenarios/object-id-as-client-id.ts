import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const objectIdAsClientId = defineScenario({
  name: "object-id-as-client-id",
  title: "AZURE_CLIENT_ID holds the object id of the identity",
  story:
    "The portal shows an object (principal) id beside the identity, and that was copied. The metadata service compares " +
    "client ids; asked without one, it gives that very identity.",
  env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: SYSTEM_IDENTITY.objectId },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-env": "failed", "managed-identity-system": "succeeded" },
    findings: ["object-id-as-client-id"],
  },
});
