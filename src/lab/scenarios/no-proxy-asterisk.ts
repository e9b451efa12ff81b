import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noProxyAsterisk = defineScenario({
  name: "no-proxy-asterisk",
  title: "NO_PROXY=*, which JavaScript does not understand",
  story: "Python and Go take the asterisk for every host; JavaScript matches exact hosts and suffixes only.",
  env: { ...LINUX_ENVIRONMENT, HTTP_PROXY: "http://proxy.contoso.example:3128", NO_PROXY: "*" },
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
