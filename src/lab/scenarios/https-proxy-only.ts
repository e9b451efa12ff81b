import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const httpsProxyOnly = defineScenario({
  name: "https-proxy-only",
  title: "HTTPS_PROXY alone, which only JavaScript uses for the metadata service",
  story:
    "JavaScript sends even plain http through the first proxy variable it finds; the others ask the address directly.",
  env: { ...LINUX_ENVIRONMENT, HTTPS_PROXY: "http://proxy.contoso.example:3128" },
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
