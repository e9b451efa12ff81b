import {
  APP,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const proxyWithoutScheme = defineScenario({
  name: "proxy-without-scheme",
  title: "A proxy variable without http://",
  story: "HTTPS_PROXY is written as host and port only.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    HTTPS_PROXY: "proxy.contoso.example:3128",
    NO_PROXY: "169.254.169.254",
  },
  proxy: "proxy.contoso.example:3128",
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "unavailable", "managed-identity-system": "succeeded" },
    findings: ["variable-damaged", "proxy-use"],
    chains: { javascript: "none", python: "unknown", java: "unknown", go: "unknown" },
  },
});
