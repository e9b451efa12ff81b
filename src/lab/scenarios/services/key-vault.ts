import { serviceScenarios } from "../service-scenarios.ts";

export const keyVaultScenarios = serviceScenarios({
  title: "Key Vault",
  resource: {
    service: "key-vault",
    name: "kv-contoso",
    data: { secrets: { "db-password": "lab-fake-secret-of-the-vault" }, keys: {}, certificates: {} },
  },
  target: "https://kv-contoso.vault.azure.net/secrets/db-password",
  role: "Key Vault Secrets User",
});
