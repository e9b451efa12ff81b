import {
  ACCOUNT,
  APP_SECRET,
  CONTAINER_URL,
  VM_FILES,
  account,
  app,
  servicePrincipal,
  vmIdentity,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const leftoverSecret = defineScenario({
  name: "leftover-secret",
  title: "A leftover secret wins over the identity that has the role",
  story:
    "The app moved to managed identity, but AZURE_CLIENT_SECRET stayed behind. The service principal wins and has no role; the system-assigned identity has one and is never asked.",
  files: VM_FILES,
  env: servicePrincipal(APP_SECRET),
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "environment" },
    outcomes: {
      environment: "succeeded",
      "managed-identity-env": "failed",
      "managed-identity-system": "succeeded",
    },
    verdicts: [
      { link: "environment", verdict: "denied-rbac" },
      { link: "managed-identity-system", verdict: "allowed" },
    ],
    findings: ["environment-shadows-managed-identity"],
  },
});
