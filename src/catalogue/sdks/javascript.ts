import { SLOW_METADATA } from "./slow-metadata.ts";
import type { SdkModel } from "./sdk-model.ts";
import { COMMON_NAMES, PROD } from "./token-credentials.ts";

/** `@azure/identity` 4.13.1, measured (chain.md sections 1.1, 1.3, 1.4, 3.1). */
export const javascript: SdkModel = {
  sdk: "javascript",
  version: "4.13.1",
  // 4.13.3 keeps the options, too, and 4.14.0 does not (chain.md section 1.3).
  releases: [{ version: "4.14.1", singleNameDropsOptions: false }],
  order: [...PROD, "visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
  after: [
    SLOW_METADATA,
    { member: "environment", when: ["constructor-error"], effect: "not-in-chain" },
    { member: "workload-identity", when: ["constructor-error"], effect: "not-in-chain" },
    { member: "managed-identity", when: ["constructor-error"], effect: "not-in-chain" },
    // Only the environment member wraps every failure in AuthenticationError, which ends the chain.
    { member: "environment", when: ["unavailable"], effect: "stopped" },
    { member: "environment", when: ["failed"], effect: "stopped" },
    { member: "environment", when: ["input-unusable"], effect: "stopped" },
  ],
  options: ["managedIdentityClientId", "managedIdentityResourceId", "workloadIdentityClientId", "tenantId"],
  tokenCredentials: {
    ...COMMON_NAMES,
    prod: PROD,
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
    visualstudiocodecredential: ["visual-studio-code"],
  },
  singleNameDropsOptions: true,
  sources: [
    {
      source: "TokenExchange",
      set: ["AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"],
      needsClientId: true,
      ids: "client-id",
    },
    {
      source: "ServiceFabric",
      set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
      ids: "none",
      refused: "not-in-chain",
    },
    { source: "AppService", set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"], ids: "any" },
    {
      source: "MachineLearning",
      set: ["MSI_ENDPOINT", "MSI_SECRET"],
      ids: "client-id",
      refused: "not-in-chain",
    },
    { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "none", refused: "not-in-chain" },
    { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], orArcAgent: true, ids: "any" },
    { source: "Imds", set: [], ids: "any" },
  ],
  proxies: "any-variable",
};
