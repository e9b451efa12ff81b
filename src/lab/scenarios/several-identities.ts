import { CONTAINER_URL, VM_FILES, account, jobsIdentity, webIdentity } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const severalIdentities = defineScenario({
  name: "several-identities",
  title: "Several user-assigned identities, none of them named",
  story:
    "Two user-assigned identities are attached, no system-assigned one, and the app names none: the metadata service does not choose.",
  files: VM_FILES,
  identities: { userAssigned: [webIdentity, jobsIdentity] },
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "failed" },
    findings: ["several-identities"],
  },
});
