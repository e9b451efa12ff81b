import { CLOUD_SHELL, SIGNED_IN_USER } from "../contoso-hosts.ts";
import { INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const cloudShellUser = defineScenario({
  name: "cloud-shell-user",
  title: "Cloud Shell: the managed identity is the signed-in person",
  story:
    "In Cloud Shell the managed-identity link works, but its token is that of the person who is " +
    "signed in, not of any managed identity.",
  env: CLOUD_SHELL.env,
  metadata: "refused",
  endpoints: [CLOUD_SHELL.endpoint],
  targets: [INVOICES_URL],
  storage: [STORAGE],
  assignments: [readsAccount(SIGNED_IN_USER.objectId)],
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
    findings: ["managed-identity-is-user"],
    host: "cloud-shell",
  },
});
