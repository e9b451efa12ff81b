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

export const regionAutoDiscovery = defineScenario({
  name: "region-auto-discovery",
  title: "AutoDiscoverRegion: JavaScript asks a host that does not exist",
  story:
    "AZURE_REGIONAL_AUTHORITY_NAME has the value that the documentation names. The SDK for JavaScript makes a host name " +
    "of it, those for Python and Go refuse it.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    AZURE_REGIONAL_AUTHORITY_NAME: "AutoDiscoverRegion",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  assignments: [readsAccount(APP.objectId)],
  args: ["--sdk", "javascript"],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "unavailable" },
    findings: ["region-auto-discovery"],
    chains: { javascript: "none", python: "none", java: "unknown", go: "none" },
  },
});
