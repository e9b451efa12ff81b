import { ARC_FILES, ARC_SERVER } from "../contoso-hosts.ts";
import { INVOICES_URL, LINUX_ENVIRONMENT, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const arcNoVariables = defineScenario({
  name: "arc-no-variables",
  title: "Azure Arc: the agent runs, and no variable tells of it",
  story:
    "On a Linux server the agent sets no variables. The SDKs for JavaScript and Go find its program and ask it all " +
    "the same. Java's looks at the variables only, and Python's looks for the metadata service of a virtual machine first.",
  env: LINUX_ENVIRONMENT,
  files: ARC_FILES,
  metadata: "refused",
  endpoints: [ARC_SERVER.endpoint],
  identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(ARC_SERVER.identity.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["arc-variables-missing"],
    host: "azure-arc",
    chains: {
      javascript: "managed-identity-system",
      python: "none",
      go: "managed-identity-system",
      java: "none",
    },
  },
});
