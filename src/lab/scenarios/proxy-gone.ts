import {
  APP,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  SYSTEM_IDENTITY,
  TENANT_ID,
  VALID_SECRET,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const proxyGone = defineScenario({
  name: "proxy-gone",
  title: "The proxy on the way to Entra is not there any more",
  story: "HTTPS_PROXY names a proxy that was switched off; the way without it is open.",
  env: {
    ...LINUX_ENVIRONMENT,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET: VALID_SECRET,
    HTTPS_PROXY: "http://127.0.0.1:3199",
    NO_PROXY: "169.254.169.254",
  },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  applications: [APP],
  expect: {
    exitCode: 4,
    winner: { state: "unknown", link: null },
    outcomes: { environment: "unavailable", "managed-identity-system": "succeeded" },
    findings: ["proxy-unreachable", "proxy-use"],
    chains: { javascript: "none", python: "none", java: "unknown", go: "none" },
  },
});
