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

export const authorityUpperCase = defineScenario({
  name: "authority-upper-case",
  title: "The login host is written with HTTPS:// in capital letters",
  story:
    "A URL may be written so, and Python and Go take it. JavaScript compares letter by letter, and drops its links without a word.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    AZURE_AUTHORITY_HOST: "HTTPS://login.microsoftonline.com",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "not-configured" },
    findings: ["authority-unusual"],
    chains: { javascript: "none", java: "none", python: "unknown", go: "unknown" },
  },
});
