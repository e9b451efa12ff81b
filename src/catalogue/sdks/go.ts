import { ASKED_BY_NAME } from "./asked-by-name.ts";
import { GIVES_UP_ON_TOOLS } from "./gives-up-on-tools.ts";
import { AUTHORITY_WITH_PATH, REFUSED_AUTHORITY } from "./refused-authority.ts";
import { SLOW_METADATA } from "./slow-metadata.ts";
import type { SdkModel } from "./sdk-model.ts";
import { COMMON_NAMES, PROD } from "./token-credentials.ts";

/** `azidentity` 1.15 for Go (default_azure_credential.go, managed_identity_client.go), with MSAL 1.10. */
export const go: SdkModel = {
  sdk: "go",
  version: "1.15",
  order: [...PROD, "azure-cli", "azure-developer-cli", "azure-powershell"],
  after: [
    SLOW_METADATA,
    ...AUTHORITY_WITH_PATH,
    {
      member: "managed-identity",
      when: ["source:ServiceFabric", "tls-untrusted", "thumbprint-matches"],
      effect: "unknown",
      why: "it compares the certificate's thumbprint in place of asking for an authority",
    },
    {
      member: "managed-identity",
      when: ["source:Imds", "set:AZURE_POD_IDENTITY_AUTHORITY_HOST"],
      effect: "unknown",
      why: "it does not read AZURE_POD_IDENTITY_AUTHORITY_HOST, and asks the metadata service at its own address",
    },
    // Docker Desktop's answer for an address that it cannot reach.
    {
      member: "managed-identity",
      when: ["source:Imds", "in-chain", "status:403", "says-unreachable"],
      effect: "passed",
    },
    // cliTimeout of azidentity 1.15, developer_credential_util.go
    ...GIVES_UP_ON_TOOLS,
    {
      member: "managed-identity",
      when: ["expiry-unread"],
      effect: "stopped",
      why: "it cannot read the date that this endpoint writes for a token's end",
    },
    {
      member: "environment",
      when: ["authority-not-https"],
      effect: "passed",
      why: "AZURE_AUTHORITY_HOST is not https: the member cannot be made, and says that it is unavailable",
    },
    ...REFUSED_AUTHORITY,
    {
      member: "environment",
      when: ["input:not-pem"],
      effect: "unknown",
      why: "it reads PFX files, which the observed SDK does not",
    },
    {
      member: "environment",
      when: ["note:key-mismatch"],
      effect: "unknown",
      why: "it signs with the certificate that the key belongs to, wherever it stands in the file",
    },
    {
      member: "environment",
      when: ["note:encrypted-pem"],
      effect: "passed",
      why: "it opens no encrypted key in a PEM file: this link says it is unavailable, and the chain goes on",
    },
    { member: "workload-identity", when: ["input-unusable"], effect: "stopped" },
    // A member whose constructor fails stays in the chain and says that it is unavailable.
    { member: "environment", when: ["not-configured"], effect: "passed" },
    { member: "environment", when: ["unavailable"], effect: "stopped" },
    { member: "environment", when: ["failed"], effect: "stopped" },
    { member: "workload-identity", when: ["unavailable"], effect: "stopped" },
    { member: "workload-identity", when: ["failed"], effect: "stopped" },
    ...ASKED_BY_NAME,
    { member: "managed-identity", when: ["not-configured"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "status:200"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "status:400", "id-given"], effect: "stopped" },
    { member: "managed-identity", when: ["source:Imds", "status:400"], effect: "passed" },
    { member: "managed-identity", when: ["source:Imds", "nothing-sent", "no-token"], effect: "passed" },
    { member: "managed-identity", when: ["unavailable"], effect: "stopped" },
    { member: "managed-identity", when: ["failed"], effect: "stopped" },
  ],
  options: ["tenantId"],
  tokenCredentials: {
    ...COMMON_NAMES,
    prod: PROD,
    dev: ["azure-cli", "azure-developer-cli", "azure-powershell"],
  },
  tokenCredentialsReading: { exactGroups: true, trims: false, emptyIsError: true },
  singleNameDropsOptions: false,
  sources: [
    {
      source: "ServiceFabric",
      set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT"],
      ids: "none",
      refused: "passed",
    },
    { source: "AppService", set: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER"], ids: "any" },
    { source: "MachineLearning", set: ["MSI_ENDPOINT", "MSI_SECRET"], ids: "client-id", refused: "passed" },
    { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "none", refused: "passed" },
    { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], orArcAgent: true, ids: "any" },
    { source: "Imds", set: [], ids: "any" },
  ],
  emptyClientIdIsId: true,
  proxies: "per-scheme",
  // net/http, ProxyFromEnvironment
  ignoresAllProxy: true,
  noProxy: "asterisk-and-ranges",
};
