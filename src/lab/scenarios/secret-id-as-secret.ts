import {
  ACCOUNT,
  CONTAINER_URL,
  SECRET_ID,
  VM_FILES,
  account,
  app,
  servicePrincipal,
  vmIdentity,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const secretIdAsSecret = defineScenario({
  name: "secret-id-as-secret",
  title: "The ID of the secret instead of its value",
  story: "The portal shows an ID and, once, a value; the ID was copied into AZURE_CLIENT_SECRET.",
  files: VM_FILES,
  env: servicePrincipal(SECRET_ID),
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  applications: [app],
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "failed", "managed-identity-system": "succeeded" },
    findings: ["secret-id-instead-of-value"],
  },
});
