import { CONTAINER_URL, VM_FILES, account } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataRefused = defineScenario({
  name: "metadata-refused",
  title: "Nothing listens at the metadata address",
  story: "A local firewall rule refuses the address of the metadata service.",
  files: VM_FILES,
  metadata: "refused",
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-refused"],
  },
});
