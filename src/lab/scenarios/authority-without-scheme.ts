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

export const authorityWithoutScheme = defineScenario({
  name: "authority-without-scheme",
  title: "AZURE_AUTHORITY_HOST is a bare host name",
  story:
    "The login host was set without https://. Python takes that; JavaScript drops each link that needs it, and even the VM's own identity with them.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    AZURE_AUTHORITY_HOST: "login.microsoftonline.com",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "not-configured",
    },
    findings: ["authority-unusual"],
    chains: { javascript: "none", python: "unknown" },
  },
});
