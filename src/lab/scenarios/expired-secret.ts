import {
  ACCOUNT,
  CONTAINER_URL,
  EXPIRED_SECRET,
  VM_FILES,
  account,
  app,
  servicePrincipal,
  vmIdentity,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const expiredSecret = defineScenario({
  name: "expired-secret",
  title: "AZURE_CLIENT_SECRET has expired (AADSTS7000222)",
  story:
    "The secret was right once. The chain ends at the environment link: the managed identity is never asked.",
  files: VM_FILES,
  env: servicePrincipal(EXPIRED_SECRET),
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed", "managed-identity-system": "succeeded" },
    findings: ["secret-expired"],
  },
});
