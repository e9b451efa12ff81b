import { AZURE_VM_FILES, LINUX_ENVIRONMENT, STORAGE, SYSTEM_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const storageOtherCloud = defineScenario({
  name: "storage-other-cloud",
  title: "The target's host is of another cloud than the machine",
  story:
    "The setting was copied from an app in China. Storage has the same audience in all clouds, so the machine gets a token " +
    "for it: one of the public cloud, which is not sent there.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  targets: ["https://contosodata.blob.core.chinacloudapi.cn/invoices"],
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  storage: [STORAGE],
  assignments: [readsAccount(SYSTEM_IDENTITY.objectId)],
  names: { "contosodata.blob.core.chinacloudapi.cn": { addresses: ["198.51.100.1"] } },
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    verdicts: [{ link: "managed-identity-system", verdict: "wrong-cloud" }],
    findings: ["other-cloud"],
  },
});
