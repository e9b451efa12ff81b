import { REFUSED_AUTHORITY } from "./refused-authority.ts";
import { REGION_AUTO } from "./region-auto.ts";
import { SLOW_METADATA } from "./slow-metadata.ts";
import type { SdkModel } from "./sdk-model.ts";
import { COMMON_NAMES, PROD } from "./token-credentials.ts";

/**
 * `Azure.Identity` 1.16 for .NET, read in its sources (chain.md sections 1.1 to 1.4); never run here. Its Visual
 * Studio login is a tool of Windows desktops and no link here.
 */
export const dotnet: SdkModel = {
  sdk: "dotnet",
  version: "1.16",
  neverRun: true,
  order: [...PROD, "visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
  after: [
    SLOW_METADATA,
    ...REFUSED_AUTHORITY,
    ...REGION_AUTO,
    { member: "environment", when: ["constructor-error"], effect: "unknown" },
    {
      member: "environment",
      when: [
        ...["set:AZURE_TENANT_ID", "set:AZURE_CLIENT_ID", "set:AZURE_CLIENT_CERTIFICATE_PATH"],
        ...["set:AZURE_USERNAME", "set:AZURE_PASSWORD", "no-secret"],
      ],
      effect: "unknown",
      why: "it signs in with the user's name and password before it looks at a certificate",
    },
    { member: "environment", when: ["input-unusable"], effect: "unknown" },
    {
      member: "environment",
      when: ["note:encrypted-pem"],
      effect: "unknown",
      why: "its guide says that it opens no encrypted key in a PEM file",
    },
    { member: "environment", when: ["unavailable"], effect: "stopped" },
    { member: "environment", when: ["failed"], effect: "stopped" },
    { member: "workload-identity", when: ["input-unusable"], effect: "unknown" },
    { member: "workload-identity", when: ["unavailable"], effect: "stopped" },
    { member: "workload-identity", when: ["failed"], effect: "stopped" },
    // In the chain its first, probed call takes every answer of the metadata service for "unavailable".
    { member: "managed-identity", when: ["source:Imds", "no-token"], effect: "passed" },
    { member: "managed-identity", when: ["nothing-sent", "no-token"], effect: "passed" },
    { member: "managed-identity", when: ["no-token"], effect: "unknown" },
  ],
  options: [
    "exclude",
    "managedIdentityClientId",
    "managedIdentityResourceId",
    "workloadIdentityClientId",
    "tenantId",
  ],
  tokenCredentials: {
    ...COMMON_NAMES,
    prod: PROD,
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
    visualstudiocodecredential: ["visual-studio-code"],
    visualstudiocredential: [],
    interactivebrowsercredential: [],
    brokercredential: ["broker"],
  },
  singleNameDropsOptions: false,
  sources: [
    {
      source: "ServiceFabric",
      set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
      ids: "any",
    },
    { source: "AppService", set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"], ids: "any" },
    { source: "MachineLearning", set: ["MSI_ENDPOINT", "MSI_SECRET"], ids: "client-id" },
    { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "any" },
    { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], orArcAgent: true, ids: "any" },
    {
      source: "TokenExchange",
      set: ["AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"],
      needsClientId: true,
      ids: "client-id",
    },
    { source: "Imds", set: [], ids: "any" },
  ],
  proxies: "per-scheme",
};
