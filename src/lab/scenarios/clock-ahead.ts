import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const clockAhead = defineScenario({
  name: "clock-ahead",
  title: "The clock is an hour ahead: a managed identity does not mind",
  story:
    "Somebody set the clock by local time. A managed identity signs nothing, so there is a token; the metadata service's " +
    "own time tells how far the clock is off.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
  hostClockAheadSeconds: 3600,
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["clock-skew"],
    warnings: ["clock-skew"],
  },
});
