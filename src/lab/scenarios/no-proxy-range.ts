import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noProxyRange = defineScenario({
  name: "no-proxy-range",
  title: "NO_PROXY with an address range",
  story: "169.254.0.0/16 is a range: Python and Go take it, JavaScript does not.",
  env: { ...LINUX_ENVIRONMENT, HTTP_PROXY: "http://proxy.contoso.example:3128", NO_PROXY: "169.254.0.0/16" },
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
