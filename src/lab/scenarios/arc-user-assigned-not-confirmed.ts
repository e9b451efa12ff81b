import { ARC_FILES, ARC_SERVER } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const arcUserAssignedNotConfirmed = defineScenario({
  name: "arc-user-assigned-not-confirmed",
  title: "Azure Arc: the agent ignores AZURE_CLIENT_ID, the SDK notices",
  story:
    "AZURE_CLIENT_ID names a user-assigned identity. The agent gives the identity of the server all " +
    "the same; the SDK sees that the answer names another one, and throws the token away.",
  env: { ...ARC_SERVER.env, AZURE_CLIENT_ID: WEB_IDENTITY.clientId },
  files: ARC_FILES,
  metadata: "refused",
  endpoints: [ARC_SERVER.endpoint],
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
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    findings: ["arc-id-not-confirmed"],
    host: "azure-arc",
  },
});
