import { ARC_FILES, ARC_SERVER } from "../contoso-hosts.ts";
import { INVOICES_URL, LINUX_ENVIRONMENT, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const arcAgentStopped = defineScenario({
  name: "arc-agent-stopped",
  title: "Azure Arc: the agent is installed, and does not run",
  story:
    "The program of the Arc agent is there, so the SDKs take the server for an Arc server; but the " +
    "agent was stopped, and nothing listens.",
  env: LINUX_ENVIRONMENT,
  files: ARC_FILES,
  metadata: "refused",
  endpoints: [{ ...ARC_SERVER.endpoint, behaviour: "refused" }],
  identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(ARC_SERVER.identity.objectId)],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "unavailable",
    },
    findings: ["identity-endpoint-unreachable"],
    host: "azure-arc",
  },
});
