import {
  ACCOUNT_URL,
  AZURE_VM_FILES,
  LINUX_ENVIRONMENT,
  STORAGE,
  SYSTEM_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const containerMissing = defineScenario({
  name: "container-missing",
  title: "The container does not exist",
  story: "The identity may read the account, but the container in the app's settings was never created.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: [`${ACCOUNT_URL}/reports`],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: {
      environment: "not-configured",
      "managed-identity-option": "not-configured",
      "managed-identity-env": "not-configured",
      "managed-identity-system": "succeeded",
    },
    verdicts: [{ link: "managed-identity-system", verdict: "not-found" }],
    findings: ["part-not-found"],
  },
});
