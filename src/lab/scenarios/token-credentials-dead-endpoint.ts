import { LINUX_ENVIRONMENT } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const tokenCredentialsDeadEndpoint = defineScenario({
  name: "token-credentials-dead-endpoint",
  title: "ManagedIdentityCredential alone, and no metadata service",
  story:
    "AZURE_TOKEN_CREDENTIALS names managed identity alone on a machine that has none. The SDKs leave out their short look " +
    "at the endpoint then, and the app waits for all their retries.",
  env: { ...LINUX_ENVIRONMENT, AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential" },
  metadata: "refused",
  expect: {
    exitCode: 5,
    winner: { state: "none", link: null },
    outcomes: { "managed-identity-system": "unavailable" },
    findings: ["metadata-refused", "no-look-before-asking"],
  },
});
