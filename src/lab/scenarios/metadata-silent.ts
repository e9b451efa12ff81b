import { CONTAINER_URL, VM_FILES, account } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const metadataSilent = defineScenario({
  name: "metadata-silent",
  title: "The metadata service accepts and never answers",
  story: "Nothing is configured, and a firewall swallows what the metadata service would say.",
  files: VM_FILES,
  metadata: "silent",
  storage: [account],
  targets: [CONTAINER_URL],
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { environment: "not-configured", "managed-identity-system": "unavailable" },
    findings: ["metadata-silent"],
  },
});
