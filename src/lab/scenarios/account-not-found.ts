import { AZURE_VM_FILES, LINUX_ENVIRONMENT, STORAGE, SYSTEM_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const accountNotFound = defineScenario({
  name: "account-not-found",
  title: "The account name does not resolve",
  story: "A letter is missing in the account's name: the name server knows no such host.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: ["https://contosodta.blob.core.windows.net/invoices"],
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
    verdicts: [{ link: "managed-identity-system", verdict: "not-found-dns" }],
    findings: ["name-does-not-resolve"],
  },
});
