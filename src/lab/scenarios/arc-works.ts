import { ARC_FILES, ARC_SERVER } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const arcWorks = defineScenario({
  name: "arc-works",
  title: "Azure Arc: the identity of the server works",
  story:
    "A server outside Azure, connected by the Arc agent. The app runs as a member of the agent's " +
    "group and can read the key file that the agent names.",
  env: ARC_SERVER.env,
  files: ARC_FILES,
  metadata: "refused",
  endpoints: [ARC_SERVER.endpoint],
  identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(ARC_SERVER.identity.objectId)],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "allowed" }],
    findings: [],
    host: "azure-arc",
  },
});
