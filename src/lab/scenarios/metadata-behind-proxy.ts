import {
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataBehindProxy = defineScenario({
  name: "metadata-behind-proxy",
  title: "A proxy stands between the app and the metadata service",
  story:
    "HTTP_PROXY is set and 169.254.169.254 is not exempt from it: the SDK sends its token requests to the proxy, " +
    "which refuses them.",
  env: {
    ...LINUX_ENVIRONMENT,
    HTTP_PROXY: "http://proxy.contoso.example:3128",
    NO_PROXY: "localhost,127.0.0.1",
  },
  files: AZURE_VM_FILES,
  targets: [INVOICES_URL],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  proxy: "proxy.contoso.example:3128",
  expect: {
    // Java reads no proxy variables: its apps get the token that the others are refused.
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "unavailable",
    },
    findings: ["metadata-behind-proxy", "sdks-disagree", "proxy-use"],
    chains: { javascript: "none", python: "none", java: "managed-identity-system", go: "none" },
  },
});
