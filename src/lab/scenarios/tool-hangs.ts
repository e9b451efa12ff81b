import { DESKTOP_ENVIRONMENT, DEVELOPER, INVOICES_URL, STORAGE, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const toolHangs = defineScenario({
  name: "tool-hangs",
  title: "A developer tool that never ends",
  story:
    "The Azure CLI is installed and hangs when it is started. The SDKs for JavaScript and Java wait for it without " +
    "limit; those for Python and Go give up after 10 s.",
  env: DESKTOP_ENVIRONMENT,
  targets: [INVOICES_URL],
  metadata: "refused",
  tools: { az: { state: "hangs" } },
  storage: [STORAGE],
  assignments: [readsAccount(DEVELOPER.objectId)],
  expect: {
    exitCode: 4,
    host: "developer-machine",
    winner: { state: "unknown", link: null },
    outcomes: { "managed-identity-system": "unavailable", "azure-cli": "timed-out" },
    findings: ["tool-hangs"],
    chains: { javascript: "unknown", python: "none", java: "unknown", go: "none" },
  },
});
