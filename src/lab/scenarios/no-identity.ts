import { CONTAINER_URL, VM_FILES, account } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const noIdentity = defineScenario({
  name: "no-identity",
  title: "The VM has no managed identity",
  story:
    "Nobody turned the identity of the VM on: the metadata service answers, and has no identity to give.",
  files: VM_FILES,
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "failed" },
    findings: ["no-identity-attached"],
  },
});
