import type { SourceRow } from "../managed-identity-sources.ts";
import { emptyIsSet, PASSWORD_WITHOUT_TENANT } from "./empty-values.ts";
import { GIVES_UP_ON_TOOLS } from "./gives-up-on-tools.ts";
import { AUTHORITY_WITH_PATH, REFUSED_AUTHORITY } from "./refused-authority.ts";
import { SLOW_METADATA } from "./slow-metadata.ts";
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
];

const machine: SourceRow = { source: "Imds", set: [], ids: "any" };

/**
 * `azure-identity` 1.27 for Python (managed_identity.py, default.py).
 * Its shared token cache is for Windows only and its browser login is off unless asked for: neither is a link here.
 */
export const python: SdkModel = {
  sdk: "python",
  version: "1.27",
  order: [...PROD, "visual-studio-code", "azure-cli", "azure-powershell", "azure-developer-cli", "broker"],
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
      when: ["source:ServiceFabric", "tls-untrusted"],
      effect: "stopped",
      why: "the certificate is not the one that IDENTITY_SERVER_THUMBPRINT names",
    },
    {
      member: "managed-identity",
      when: [
        "source:MachineLearning",
        "set:DEFAULT_IDENTITY_CLIENT_ID",
        "no-id-given",
        "token-of:user-assigned",
      ],
      effect: "unknown",
      why: "it does not send DEFAULT_IDENTITY_CLIENT_ID, and gets the identity that the endpoint gives by itself",
    },
    // process_timeout of azure-identity 1.27, default.py
    ...GIVES_UP_ON_TOOLS,
    // Inside the chain it looks for the metadata service first (imds.py); MSAL would have found the agent's file.
    {
      member: "managed-identity",
      when: ["asks-elsewhere", "source:Imds", "observed:AzureArc", "set:AZURE_TOKEN_CREDENTIALS"],
      effect: "unknown",
      why: "whether it looks for the metadata service first depends on AZURE_TOKEN_CREDENTIALS",
    },
    {
      member: "managed-identity",
      when: ["asks-elsewhere", "source:Imds", "observed:AzureArc"],
      effect: "passed",
      why: "in the chain it looks for the metadata service of a virtual machine, and none is there",
    },
    {
      member: "managed-identity",
      when: ["asks-elsewhere", "source:None"],
      effect: "passed",
      why: "this SDK finds no endpoint to ask",
    },
    {
      member: "managed-identity",
      when: ["expiry-unread"],
      effect: "stopped",
      why: "it cannot read the date that this endpoint writes for a token's end",
    },
    ...REFUSED_AUTHORITY,
    // Another platform's endpoint, taken for Cloud Shell's: measured with 1.27 (failures.md row C3).
    { member: "managed-identity", when: ["source:CloudShell", "status:405"], effect: "stopped" },
    // App Service's endpoint that does not answer is an error, not an absence.
    { member: "managed-identity", when: ["source:AppService", "no-answer"], effect: "stopped" },
    {
      member: "managed-identity",
      when: ["source:AppService", "unavailable", "nothing-sent"],
      effect: "stopped",
    },
    // What the agent answers in place of its challenge, or after it, counts as "unavailable" (managed_identity.py of msal).
    {
      member: "managed-identity",
      when: ["source:AzureArc", "set:IMDS_ENDPOINT", "refused-past-challenge", "no-token"],
      effect: "passed",
    },
    // Its own Arc credential, chosen by the variables, raises errors of other classes than "unavailable".
    {
      member: "managed-identity",
      when: ["source:AzureArc", "set:IMDS_ENDPOINT", "no-token"],
      effect: "stopped",
    },
    { member: "environment", when: ["tenant-malformed", "set:AZURE_CLIENT_ID"], effect: "breaks-chain" },
    ...emptyIsSet("breaks-chain", "its constructor throws, and so does DefaultAzureCredential's"),
    PASSWORD_WITHOUT_TENANT,
    {
      member: "environment",
      when: ["input:not-pem"],
      effect: "unknown",
      why: "it reads PFX files, which the observed SDK does not",
    },
    { member: "environment", when: ["input-unusable"], effect: "breaks-chain" },
    { member: "workload-identity", when: ["input-unusable"], effect: "stopped" },
    {
      member: "workload-identity",
      when: [
        "not-configured",
        ...["AZURE_AUTHORITY_HOST", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"].map(
          (name) => `set:${name}`,
        ),
      ],
      effect: "breaks-chain",
      why: "its constructor wants a client id once the other variables of workload identity are set, and so does DefaultAzureCredential's",
    },
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
  // An id is checked outside of the chain only (cloud_shell.py, within_dac); the endpoint gives the signed-in person's
  // token whatever is named (azure-sdk-for-python issue 34556).
  sources: [...platforms, { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "left-aside" }, machine],
  bareSources: [
    ...platforms,
    { source: "CloudShell", set: ["MSI_ENDPOINT"], ids: "none", refused: "stopped" },
    {
      source: "TokenExchange",
      set: ["AZURE_AUTHORITY_HOST", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"],
      ids: "client-id",
    },
    { source: "AzureArc", set: ["IDENTITY_ENDPOINT", "IMDS_ENDPOINT"], orArcAgent: true, ids: "any" },
    machine,
  ],
  proxies: "per-scheme",
  noProxy: "asterisk-and-ranges",
};
