import { ACCOUNT, CONTAINER_URL, VM_FILES, account, webIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const onlyUserAssigned = defineScenario({
  name: "only-user-assigned",
  title: "One user-assigned identity answers without being named",
  story:
    "A single user-assigned identity is attached and there is no system-assigned one: the metadata service gives it to whoever asks without an id.",
  files: VM_FILES,
  identities: { userAssigned: [webIdentity] },
  storage: [account],
  targets: [CONTAINER_URL],
  assignments: [{ principalId: webIdentity.objectId, role: "Storage Blob Data Reader", account: ACCOUNT }],
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["only-user-assigned-answered"],
  },
});
