import { AZURE_VM_FILES, LINUX_ENVIRONMENT } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const opaqueToken = defineScenario({
  name: "opaque-token",
  title: "The metadata service gives a token that nobody can read",
  story:
    "A stand-in for the metadata service, as development tools have them, gives a token without claims. The SDKs take " +
    "any text; whom it speaks for cannot be told.",
  env: LINUX_ENVIRONMENT,
  files: AZURE_VM_FILES,
  metadata: {
    always: {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        access_token: "lab-fake-opaque-token",
        expires_in: "86400",
        // Far away: the lab's answers are fixed texts.
        expires_on: "4102444800",
        resource: "https://management.azure.com",
        token_type: "Bearer",
      }),
    },
  },
  expect: {
    exitCode: 0,
    winner: { state: "won", link: "managed-identity-system" },
    outcomes: { "managed-identity-system": "succeeded" },
    findings: ["token-opaque"],
  },
});
