import { ACCOUNT, CONTAINER_URL, VM_FILES, account, vmIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataBehindProxy = defineScenario({
  name: "metadata-behind-proxy",
  title: "A proxy stands before the metadata service",
  story:
    "HTTP_PROXY is set without exceptions: the SDK sends even the metadata address to the proxy, which refuses.",
  files: VM_FILES,
  env: { HTTP_PROXY: "http://proxy.contoso.example:3128" },
  proxy: "proxy.contoso.example:3128",
  identities: { systemAssigned: vmIdentity, userAssigned: [] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: vmIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-behind-proxy"],
  },
});
