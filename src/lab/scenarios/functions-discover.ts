import { FUNCTION_APP } from "../contoso-hosts.ts";
import { JOBS_IDENTITY, STORAGE, WEB_IDENTITY, readsAccount } from "../contoso.ts";
import { defineScenario } from "../scenario.ts";

export const functionsDiscover = defineScenario({
  name: "functions-discover",
  title: "Functions: targets from the settings, each with its own identity",
  story:
    "The settings name two connections and a Key Vault reference. One connection uses the app's own identity, which may " +
    "read the account; the other names a user-assigned identity, which may not. The platform resolves the reference with " +
    "the app's own identity, too, and the role for the secret was given to the user-assigned one.",
  env: {
    ...FUNCTION_APP.env,
    AZURE_CLIENT_ID: JOBS_IDENTITY.clientId,
    Archive__blobServiceUri: `https://${STORAGE.name}.blob.core.windows.net`,
    Archive__credential: "managedidentity",
    Invoices__blobServiceUri: `https://${STORAGE.name}.blob.core.windows.net`,
    Invoices__credential: "managedidentity",
    Invoices__clientId: WEB_IDENTITY.clientId,
    Frontend__blobServiceUri: "https://cdn.contoso.example/files",
    DB_PASSWORD: "@Microsoft.KeyVault(VaultName=kv-contoso;SecretName=db-password)",
  },
  args: ["--discover", "true", "--managed-identity-client-id", WEB_IDENTITY.clientId],
  metadata: "refused",
  endpoints: [FUNCTION_APP.endpoint],
  identities: { systemAssigned: FUNCTION_APP.identity, userAssigned: [JOBS_IDENTITY, WEB_IDENTITY] },
  targets: [],
  storage: [STORAGE],
  resources: [
    {
      service: "key-vault",
      name: "kv-contoso",
      data: { secrets: { "db-password": "lab-fake-secret-of-the-vault~ZqVxKtBw" } },
    },
  ],
  assignments: [
    readsAccount(FUNCTION_APP.identity.objectId),
    { principalId: WEB_IDENTITY.objectId, role: "Key Vault Secrets User", resource: "kv-contoso" },
  ],
  expect: {
    exitCode: 3,
    winner: { state: "won", link: "managed-identity-option" },
    outcomes: { "managed-identity-option": "succeeded", "managed-identity-system": "succeeded" },
    verdicts: [
      { link: "managed-identity-option", verdict: "inconclusive" },
      { link: "managed-identity-option", verdict: "allowed" },
      { link: "managed-identity-option", verdict: "inconclusive" },
      { link: "managed-identity-system", verdict: "allowed" },
      { link: "managed-identity-system", verdict: "denied-rbac" },
      { link: "managed-identity-system", verdict: "allowed" },
    ],
    findings: ["role-missing", "name-the-part", "identity-shadowed", "connection-not-probed"],
    host: "functions",
  },
});
