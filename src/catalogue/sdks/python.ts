import type { SourceRow } from "../managed-identity-sources.ts";
import { REFUSED_AUTHORITY } from "./refused-authority.ts";
import type { SdkModel } from "./sdk-model.ts";
import { COMMON_NAMES, PROD } from "./token-credentials.ts";

const platforms: readonly SourceRow[] = [
  {
    source: "ServiceFabric",
    set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
    ids: "none",
    refused: "stopped",
  },
  { source: "AppService", set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"], ids: "any" },
  { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], ids: "any" },
  { source: "None", set: ["IDENTITY_ENDPOINT"], ids: "any" },
  { source: "MachineLearning", set: ["MSI_ENDPOINT", "MSI_SECRET"], ids: "client-id" },
  { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "any" },
];

// Its IMDS credential leaves the choice to MSAL, which looks for the agent's file, too.
const machine: readonly SourceRow[] = [
  { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], orArcAgent: true, ids: "any" },
  { source: "Imds", set: [], ids: "any" },
];

/**
 * `azure-identity` 1.27 for Python (managed_identity.py, default.py).
 * Its shared token cache is for Windows only and its browser login is off unless asked for: neither is a link here.
 */
export const python: SdkModel = {
  sdk: "python",
  version: "1.27",
  order: [...PROD, "visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
  after: [
    {
      member: "managed-identity",
      when: ["source:CloudShell", "id-given", "constructor-error"],
      effect: "unknown",
      why: "it asks all the same, and Cloud Shell leaves the id aside",
    },
    {
      member: "managed-identity",
      when: ["expiry-unread"],
      effect: "stopped",
      why: "it cannot read the date that this endpoint writes for a token's end",
    },
    ...REFUSED_AUTHORITY,
    // App Service's endpoint that does not answer is an error, not an absence.
    { member: "managed-identity", when: ["source:AppService", "no-answer"], effect: "stopped" },
    {
      member: "managed-identity",
      when: ["source:AppService", "unavailable", "nothing-sent"],
      effect: "stopped",
    },
    // Its own Arc credential, chosen by the variables, raises errors of other classes than "unavailable".
    {
      member: "managed-identity",
      when: ["source:AzureArc", "set:IMDS_ENDPOINT", "no-token"],
      effect: "stopped",
    },
    { member: "environment", when: ["tenant-malformed", "set:AZURE_CLIENT_ID"], effect: "breaks-chain" },
    {
      member: "environment",
      when: ["empty:AZURE_CLIENT_SECRET", "set:AZURE_TENANT_ID", "set:AZURE_CLIENT_ID"],
      effect: "breaks-chain",
      why: "an empty AZURE_CLIENT_SECRET makes its constructor throw, and so does DefaultAzureCredential's",
    },
    {
      member: "environment",
      when: ["input:not-pem"],
      effect: "unknown",
      why: "it reads PFX files, which the observed SDK does not",
    },
    { member: "environment", when: ["input-unusable"], effect: "breaks-chain" },
    { member: "workload-identity", when: ["input-unusable"], effect: "stopped" },
    { member: "environment", when: ["unavailable"], effect: "stopped" },
    { member: "environment", when: ["failed"], effect: "stopped" },
    { member: "workload-identity", when: ["unavailable"], effect: "stopped" },
    { member: "workload-identity", when: ["failed"], effect: "stopped" },
  ],
  options: ["exclude", "managedIdentityClientId", "workloadIdentityClientId"],
  tokenCredentials: {
    ...COMMON_NAMES,
    prod: PROD,
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
    visualstudiocodecredential: ["visual-studio-code"],
    // Its link is not modelled, so no member of the chain remains.
    interactivebrowsercredential: [],
  },
  singleNameDropsOptions: false,
  sources: [...platforms, ...machine],
  bareSources: [
    ...platforms,
    {
      source: "TokenExchange",
      set: ["AZURE_AUTHORITY_HOST", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"],
      ids: "client-id",
    },
    ...machine,
  ],
  proxies: "per-scheme",
  noProxy: "asterisk-and-ranges",
};
