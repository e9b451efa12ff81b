import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const allProxyOnly = defineScenario({
  name: "all-proxy-only",
  title: "ALL_PROXY alone, which Go and Java do not read",
  story:
    "JavaScript and Python send the metadata request to the proxy, which refuses it; Go and Java ask directly.",
  env: { ...LINUX_ENVIRONMENT, ALL_PROXY: "http://proxy.contoso.example:3128" },
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  proxy: "proxy.contoso.example:3128",
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-behind-proxy", "sdks-disagree", "proxy-use"],
  },
});
