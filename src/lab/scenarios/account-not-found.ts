import { ACCOUNT, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const accountNotFound = defineScenario({
  name: "account-not-found",
  title: "The account name does not resolve",
  story: "A typo in the name of the storage account.",
  files: VM_FILES,
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: ["https://contosodatta.blob.core.windows.net/invoices"],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 4,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "not-found-dns" }],
    findings: ["name-does-not-resolve"],
  },
});
