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

export const proxyQuoted = defineScenario({
  name: "proxy-quoted",
  title: "A proxy variable is wrapped in quotation marks",
  story:
    "The env file of the container has HTTPS_PROXY in quotation marks, which docker keeps: no SDK for JavaScript can be made.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    HTTPS_PROXY: '"http://proxy.contoso.example:3128"',
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
    findings: ["variable-damaged", "proxy-use"],
    chains: { javascript: "none", python: "unknown" },
  },
});
