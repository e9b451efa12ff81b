import { CLOUD_SHELL } from "../contoso-hosts.ts";
import { defineScenario } from "../scenario.ts";

export const cloudShellAudience = defineScenario({
  name: "cloud-shell-audience",
  title: "Cloud Shell: no tokens for this audience",
  story:
    "Cloud Shell gives tokens for a fixed list of audiences. That of Azure AI services is not among " +
    "them.",
  env: CLOUD_SHELL.env,
  args: ["--scope", "https://cognitiveservices.azure.com/.default"],
  targets: [],
  metadata: "refused",
  endpoints: [CLOUD_SHELL.endpoint],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "failed",
    },
    findings: ["audience-not-served"],
    host: "cloud-shell",
  },
});
