import { ARC_FILES, ARC_SERVER } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

const KEY_FILE = "/var/opt/azcmagent/tokens/b1b0e1a4-6a1f-4a0c-9d53-0f8a2f1f7e02.key";

export const arcKeyUnreadable = defineScenario({
  name: "arc-key-unreadable",
  title: "Azure Arc: the app may not read the key file of the agent",
  story:
    "The agent answers and names its key file. The app runs as a user who is not in the agent's " +
    "group, and cannot read it.",
  env: ARC_SERVER.env,
  files: { ...ARC_FILES, [KEY_FILE]: { kind: "unreadable" } },
  metadata: "refused",
  endpoints: [{ ...ARC_SERVER.endpoint, keyFile: KEY_FILE }],
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
      "managed-identity-system": "failed",
    },
    findings: ["arc-key-unreadable"],
    host: "azure-arc",
  },
});
