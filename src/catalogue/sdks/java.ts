import { ASKED_BY_NAME } from "./asked-by-name.ts";
import { emptyIsSet, PASSWORD_WITHOUT_TENANT } from "./empty-values.ts";
import { REFUSED_BY_JAVASCRIPT } from "./refused-authority.ts";
import { REGION_AUTO } from "./region-auto.ts";
import { SLOW_METADATA } from "./slow-metadata.ts";
import type { SdkModel } from "./sdk-model.ts";
import { COMMON_NAMES, PROD } from "./token-credentials.ts";

/** `azure-identity` 1.19 for Java, measured. Its IntelliJ login is a tool of desktops and no link here. */
export const java: SdkModel = {
  sdk: "java",
  version: "1.19",
  order: [...PROD, "visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
  after: [
    SLOW_METADATA,
    {
      member: "environment",
      when: ["authority-not-https"],
      effect: "breaks-chain",
      why: "AZURE_AUTHORITY_HOST is not https: the builder of every credential throws",
    },
    {
      member: "managed-identity",
      when: ["authority-not-https"],
      effect: "breaks-chain",
      why: "AZURE_AUTHORITY_HOST is not https: the builder of every credential throws",
    },
    ...REFUSED_BY_JAVASCRIPT,
    {
      member: "managed-identity",
      when: ["in-chain", "given:resource-id", "set:AZURE_CLIENT_ID"],
      effect: "breaks-chain",
      why: "AZURE_CLIENT_ID and a resource id together make its constructor throw",
    },
    // azure-identity 1.19 with msal4j 1.26 (ManagedIdentityClient) knows Arc by its variables only.
    {
      member: "managed-identity",
      when: ["asks-elsewhere", "source:Imds", "observed:AzureArc"],
      effect: "passed",
      why: "it does not look for the Arc agent, but for the metadata service of a virtual machine, and none is there",
    },
    // ... and takes every MSI_ENDPOINT for Cloud Shell's.
    {
      member: "managed-identity",
      when: ["asks-elsewhere", "source:CloudShell", "observed:MachineLearning"],
      effect: "stopped",
      why: "it takes MSI_ENDPOINT for Cloud Shell's and asks without the secret, which the endpoint refuses",
    },
    ...ASKED_BY_NAME,
    // Only the metadata service of a machine can be "unavailable", and only in these ways (IMDSManagedIdentitySource of
    // msal4j 1.26, getTokenFromMsalMIClient of azure-identity 1.19); what any other endpoint does not give is an error.
    { member: "managed-identity", when: ["source:Imds", "nothing-sent", "no-token"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "no-answer"], effect: "passed" },
    // It reads the answer as the metadata service's own document, and a middlebox's text is none: measured with 1.19.
    { member: "managed-identity", when: ["source:Imds", "status:400", "not-json"], effect: "stopped" },
    { member: "managed-identity", when: ["source:Imds", "status:400"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "status:502"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "status:504"], effect: "passed" },
    { member: "managed-identity", when: ["not-configured"], effect: "passed" },
    { member: "managed-identity", when: ["no-token"], effect: "stopped" },
    ...REGION_AUTO,
    { member: "environment", when: ["tenant-malformed"], effect: "breaks-chain" },
    ...emptyIsSet("stopped", "that is an error which ends its chain"),
    PASSWORD_WITHOUT_TENANT,
    {
      member: "environment",
      when: ["input:not-pem"],
      effect: "unknown",
      why: "it reads PFX files, which the observed SDK does not",
    },
    { member: "environment", when: ["input-unusable"], effect: "stopped" },
    {
      member: "environment",
      when: ["note:encrypted-pem"],
      effect: "stopped",
      why: "it opens no encrypted key in a PEM file, and ends its chain with that error",
    },
    { member: "workload-identity", when: ["input-unusable"], effect: "stopped" },
    { member: "environment", when: ["unavailable"], effect: "stopped" },
    { member: "environment", when: ["failed"], effect: "stopped" },
    { member: "workload-identity", when: ["unavailable"], effect: "stopped" },
    { member: "workload-identity", when: ["failed"], effect: "stopped" },
  ],
  options: ["managedIdentityClientId", "managedIdentityResourceId", "workloadIdentityClientId", "tenantId"],
  tokenCredentials: {
    ...COMMON_NAMES,
    prod: PROD,
    dev: ["visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
    visualstudiocodecredential: ["visual-studio-code"],
    intellijcredential: [],
  },
  singleNameDropsOptions: false,
  sources: [
    { source: "TokenExchange", set: ["AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"], ids: "client-id" },
    {
      source: "ServiceFabric",
      set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
      ids: "none",
      refused: "passed",
    },
    { source: "AppService", set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"], ids: "any" },
    { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "none", refused: "passed" },
    { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], ids: "any" },
    { source: "Imds", set: [], ids: "any" },
  ],
  proxies: "none",
};
