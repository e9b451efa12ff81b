import { CLOUD_SHELL, SIGNED_IN_USER } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const cloudShellClientId = defineScenario({
  name: "cloud-shell-client-id",
  title: "Cloud Shell: AZURE_CLIENT_ID is set, and most SDKs refuse",
  story:
    "Cloud Shell knows one person and no choice of identities. With AZURE_CLIENT_ID set the SDKs for JavaScript, Java " +
    "and Go refuse to ask; the one for Python sends the id along, and the endpoint ignores it.",
  env: { ...CLOUD_SHELL.env, AZURE_CLIENT_ID: WEB_IDENTITY.clientId },
  metadata: "refused",
  endpoints: [CLOUD_SHELL.endpoint],
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(SIGNED_IN_USER.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "split", link: null },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    findings: ["source-takes-no-ids", "sdks-disagree"],
    host: "cloud-shell",
    chains: { javascript: "none", python: "managed-identity-system", java: "none", go: "none" },
  },
});
