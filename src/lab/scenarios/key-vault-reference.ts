import { LINUX_SITE } from "../app-service-site.ts";
import { APP, INVOICES_URL, STORAGE, TENANT_ID } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const keyVaultReference = defineScenario({
  name: "key-vault-reference",
  title: "The client secret is an unresolved Key Vault reference",
  story:
    "App Service could not resolve the Key Vault reference, and hands the reference itself to the app as its secret.",
  env: {
    ...LINUX_SITE,
    AZURE_TENANT_ID: TENANT_ID,
    AZURE_CLIENT_ID: APP.clientId,
    AZURE_CLIENT_SECRET:
      "@Microsoft.KeyVault(SecretUri=https://contoso-vault.vault.azure.net/secrets/lab-fake-web-secret/)",
  },
  targets: [INVOICES_URL],
  applications: [APP],
  storage: [STORAGE],
  metadata: "refused",
  expect: {
    exitCode: 5,
    host: "app-service-linux",
    winner: { state: "none", link: null },
    outcomes: { environment: "failed" },
    findings: ["variable-damaged"],
  },
});
