import type { MessageIds, Speaker, SpokenLink } from "../model/message-reading.ts";
import { endpointMessages } from "./endpoint-messages.ts";
import type { MessageRow } from "./message-row.ts";
import { networkMessages } from "./network-messages.ts";
import { serviceMessages } from "./service-messages.ts";

/** A text of the whole chain's, not of one credential alone. */
export const CHAIN = /DefaultAzureCredential|ChainedTokenCredential|Attempted credentials/;

/** The `error` field of OAuth, in a text that has the answer's body in it. */
export const OAUTH_ERROR = /\binvalid_(?:client|scope|request|grant)\b/;

/**
 * Where a text goes over from one matter to the next: at a line that does not go on with the one before it (as stack
 * traces, and Go's account of an answer, do), and at the name of a credential, since whole chains stand in one line, too.
 */
export const NEXT_PART = /\n(?![ \t]|-{5}|RESPONSE |ERROR CODE|[{}])|(?=\b\w+Credential: )/;

interface SpeakerRow {
  readonly pattern: RegExp;
  readonly speaker: Speaker;
}

/** By what a text tells where it comes from; first row that fits. */
export const SPEAKERS: readonly SpeakerRow[] = [
  { pattern: /aka\.ms\/azsdk\/python|(?<!com\.)\bazure\.(?:identity|core)\.|^Traceback/m, speaker: "python" },
  { pattern: /aka\.ms\/azsdk\/java|com\.azure\.|com\.microsoft\.aad\.msal4j/, speaker: "java" },
  { pattern: /aka\.ms\/azsdk\/go|github\.com\/Azure\/azure-sdk-for-go|azidentity/, speaker: "go" },
  {
    pattern: /aka\.ms\/azsdk\/net|Azure\.Identity\.|Azure\.RequestFailedException|^ +at Azure\./m,
    speaker: "dotnet",
  },
  {
    pattern:
      /aka\.ms\/azsdk\/js|aka\.ms\/msal\.js|ChainedTokenCredential authentication failed|AggregateAuthenticationError|@azure\/identity/,
    speaker: "javascript",
  },
  // As each words the end of its whole chain.
  {
    pattern:
      /DefaultAzureCredential: failed to acquire a token|EnvironmentCredential: missing environment variable|failed to authenticate a system assigned identity/,
    speaker: "go",
  },
  { pattern: /Attempted credentials:\s*\n?\s*\w+Credential: /, speaker: "python" },
  { pattern: /DefaultAzureCredential authentication failed\. ?--->/, speaker: "java" },
  { pattern: /^ERROR: |Please run:? az login|az login --(?:scope|tenant)/m, speaker: "az" },
];

interface LinkRow {
  readonly pattern: RegExp;
  readonly link: SpokenLink;
}

/** Names of the credential classes, and the link that each is. */
export const CREDENTIALS: readonly LinkRow[] = [
  {
    pattern: /(?:Environment|ClientSecret|ClientCertificate|Certificate|UsernamePassword)Credential/,
    link: "environment",
  },
  { pattern: /(?:WorkloadIdentity|ClientAssertion)Credential/, link: "workload-identity" },
  { pattern: /ManagedIdentityCredential|ImdsCredential|AppServiceCredential/, link: "managed-identity" },
  { pattern: /VisualStudioCodeCredential/, link: "visual-studio-code" },
  { pattern: /AzureDeveloperC(?:LI|li)Credential/, link: "azure-developer-cli" },
  { pattern: /AzureC(?:LI|li)Credential/, link: "azure-cli" },
  { pattern: /AzurePower[Ss]hellCredential/, link: "azure-powershell" },
  { pattern: /BrokerCredential/, link: "broker" },
];

const GUID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
const named = (...before: string[]) => new RegExp(`(?:${before.join("|")})${GUID}`, "gi");

/**
 * How texts name whom they are about: Entra's (`Application with identifier '...'`), the SDKs' own, and those of services
 * (`Caller: appid=...;oid=...;iss=https://sts.windows.net/.../`, `The client '...' with object id '...'`).
 */
export const MESSAGE_IDS: Readonly<Record<keyof MessageIds, RegExp>> = {
  client: named(
    "\\bappid=",
    "application(?: with identifier)? '",
    "\\bfor app '",
    "(?:\\b|_)client(?:[ _]?id)?['\"]?\\s*[:=]?\\s*['\"]?",
  ),
  object: named("\\boid=", "\\bobject[ _]?id['\"]?\\s*[:=]?\\s*['\"]?", "\\bprincipal(?: id)? ?[['\"]+"),
  tenant: named(
    "\\biss=https://sts\\.windows\\.net/",
    "\\btid=",
    "\\bdirectory '",
    "(?:\\b|_)tenant(?:[ _]?id)?['\"]?\\s*[:=]?\\s*['\"]?",
    "//login\\.microsoftonline\\.(?:com|us)/",
  ),
};

/**
 * Texts of the SDKs' troubleshooting guides (azure-sdk-for-python, -js, -net, -java and -go, TROUBLESHOOTING.md), of the
 * SDKs that the conformance runs saw, and of the services (failures.md sections b, c, d). Numbers of Entra are read from
 * catalogue/entra-errors.ts.
 */
export const messages: readonly MessageRow[] = [
  // The environment.
  {
    pattern: /Invalid value for AZURE_TOKEN_CREDENTIALS|invalid AZURE_TOKEN_CREDENTIALS value/,
    causes: ["token-credentials-invalid"],
    means: "The variable has a value that this SDK does not take, and the whole chain cannot be made.",
  },
  {
    pattern: /tenant_?ID should be a|Invalid tenant ?id|invalid tenantID/i,
    link: "environment",
    causes: ["variable-damaged"],
    means: "AZURE_TENANT_ID is no tenant: quoted, padded, empty, or something else in its place.",
  },
  {
    pattern: /client_id should be the id of|clientId is null or empty/,
    link: "environment",
    causes: ["variable-empty", "environment-incomplete"],
    means: "AZURE_CLIENT_ID is set to nothing.",
  },
  {
    pattern: /secret should be a Microsoft Entra application's client secret/,
    link: "environment",
    causes: ["variable-empty"],
    means: "AZURE_CLIENT_SECRET is set to nothing.",
  },
  {
    pattern:
      /found no private key|no BEGIN\/END delimiters for a private key|doesn't contain a PEM-encoded certificate|does not contain a PEM-encoded certificate|does not have a private key|failed to parse ".*" due to error|key must be an RSA key|must have an RSA private key|private key is encrypted|Failed to parse the certificate|"alg" parameter for "ec" key/,
    link: "environment",
    causes: ["certificate-unusable"],
    means: "The file that AZURE_CLIENT_CERTIFICATE_PATH names cannot be used as it is; nothing was sent.",
  },
  {
    pattern:
      /(?:authority ?host|authority) (?:address )?must use (?:the )?'?https|authority host without https/i,
    causes: ["authority-unusual"],
    means: "AZURE_AUTHORITY_HOST is not an https address.",
  },
  {
    pattern: /invalid region|AutoDiscoverRegion/,
    link: "environment",
    causes: ["region-auto-discovery"],
    means: "AZURE_REGIONAL_AUTHORITY_NAME is no region for this SDK.",
  },
  ...networkMessages,
  {
    pattern:
      /endpoints_resolution_error|openid_config_error|unable to resolve an endpoint|Could not retrieve endpoints/,
    link: "environment",
    causes: ["tenant-not-found", "login-unreachable", "tls-intercepted", "authority-unusual"],
    means:
      "The login host's description could not be read: one text for a wrong tenant and for troubles of names, proxies and certificates.",
  },
  {
    // The SDKs' guides: since releases 3 (JavaScript), 1.7 (.NET), 1.11 (Python) and 1.6 (Java).
    pattern: /not configured to acquire tokens for tenant/,
    causes: [],
    means:
      "The app asks for a token of another tenant than its credential's, which has to be allowed in its code (additionallyAllowedTenants).",
  },
  // Workload identity.
  {
    pattern:
      /no (?:token file|client ID|tenant ID) specified|workload options are not|Workload Identity.*not (?:fully )?configured/i,
    link: "workload-identity",
    causes: ["workload-identity-incomplete", "workload-identity-not-injected"],
    means: "The variables of workload identity are not set for this process.",
    isUsual: true,
  },
  {
    pattern:
      /(?:No such file or directory|no such file or directory).{0,40}(?:azure-identity-token|tokens\/azure)/,
    link: "workload-identity",
    causes: ["federated-token-unusable"],
    means: "The federated token's file is not there.",
  },
  // Managed identity.
  ...endpointMessages,
  {
    pattern: /Multiple user assigned identities exist/i,
    link: "managed-identity",
    causes: ["several-identities"],
    means: "Several user-assigned identities are attached, and the request names none.",
  },
  {
    pattern: /no azure identity found for request clientID/,
    link: "managed-identity",
    causes: ["pod-identity-not-bound"],
    means: "AAD Pod Identity, which is retired, has no identity bound to this pod (yet).",
  },
  {
    // Go says so where no id was sent (azidentity 1.15, managed_identity_client.go); Python's older releases likewise.
    pattern:
      /failed to authenticate a system assigned identity(?!.*Multiple user assigned)|No identity has been assigned to this resource/i,
    link: "managed-identity",
    causes: ["no-identity-attached", "no-system-identity"],
    means:
      "The endpoint works, no id was sent, and nobody answers without one: the machine has no identity at all, or user-assigned ones only.",
  },
  {
    // Where the words above stand beside it, no id was sent.
    pattern:
      /Identity not found|requested identity (?:hasn['\u2019]t been|has not been|isn['\u2019]t|is not) assigned to this resource|No (?:User Assigned or Delegated )?(?:Managed Identity|MSI) found for specified/i,
    apart: /system assigned identity/i,
    link: "managed-identity",
    causes: ["client-id-not-attached", "no-identity-attached", "no-system-identity"],
    means:
      "The endpoint works, and the identity that was asked for is not attached here: with an id in the request, that id; without one, there is none.",
  },
  {
    pattern: /unable_to_read_secret_file|azcmagent\/tokens|himds/,
    link: "managed-identity",
    causes: ["arc-key-unreadable"],
    means: "The Azure Arc agent's key file cannot be read by this user.",
  },
  {
    pattern:
      /not supported by the Service Fabric managed identity|not supported (?:in|by) the (?:Cloud Shell|Azure Arc)/i,
    link: "managed-identity",
    causes: ["source-takes-no-ids"],
    means: "An id of an identity was given where the platform takes none.",
  },
  {
    pattern: /invalid ExpiresOn format|invalid literal for int\(\) with base 10/,
    link: "managed-identity",
    causes: ["sdks-disagree"],
    means:
      "The endpoint writes the token's end as a date, which this SDK cannot read: the old App Service protocol.",
  },
  {
    pattern: /No connection adapters were found for '\[|no Host in request URL/,
    link: "managed-identity",
    causes: ["kudu-container", "variable-damaged"],
    means:
      "The identity endpoint's variable holds something else than an address, as in the Kudu container of a Linux app.",
  },
  {
    pattern:
      /managed identity timed out|no response (?:received )?from the (?:IMDS|managed identity) endpoint|network_error|Multiple attempts failed to obtain a token from the managed identity/i,
    link: "managed-identity",
    causes: ["metadata-silent", "metadata-refused", "metadata-slow", "shell-without-variables"],
    means:
      "No identity endpoint answered: not on Azure, kept away by the network, or the platform's variables are not set in this process.",
    isUsual: true,
  },
  {
    pattern:
      /ManagedIdentityCredential(?: authentication)? unavailable\.|Managed Identity authentication is not available|No managed identity endpoint found/i,
    link: "managed-identity",
    causes: ["no-identity-attached", "identity-not-enabled", "shell-without-variables", "metadata-silent"],
    means: "This process found no managed identity: not enabled, not on Azure, or not told of it.",
    isUsual: true,
  },
  ...serviceMessages,
  // Developer tools.
  {
    pattern: /Az\.Accounts?'? module >= 2\.2\.0 is not installed/,
    link: "azure-powershell",
    causes: ["tool-unusable"],
    means: "PowerShell is there, its module Az.Accounts is not.",
    isUsual: true,
  },
  {
    pattern: /Azure (?:CLI|PowerShell|Developer CLI) authentication timed out/,
    causes: ["tool-hangs"],
    means: "A developer tool was asked for a token, and did not end in time.",
    isUsual: true,
  },
  {
    pattern: /[Pp]lease run 'az login'|Please run: az login/,
    link: "azure-cli",
    causes: ["no-tool-login", "tool-login-expired"],
    means: "Nobody is signed in to the Azure CLI here, or its login has expired.",
    isUsual: true,
  },
  {
    pattern: /azd auth login/,
    link: "azure-developer-cli",
    causes: ["no-tool-login"],
    means: "Nobody is signed in to the Azure Developer CLI here.",
    isUsual: true,
  },
  {
    pattern: /Connect-AzAccount/,
    link: "azure-powershell",
    causes: ["no-tool-login"],
    means: "Nobody is signed in to Azure PowerShell here.",
    isUsual: true,
  },
  {
    pattern:
      /Azure CLI (?:not installed|not found on path|could not be found)|AzureCLICredential: executable not found/,
    link: "azure-cli",
    causes: ["no-tool-installed"],
    means: "The Azure CLI is not on this process's PATH.",
    isUsual: true,
  },
  {
    pattern:
      /Visual Studio Code Authentication (?:is not available|failed)|VisualStudioCodeCredential.{0,40}(?:unavailable|not available)/i,
    link: "visual-studio-code",
    causes: ["no-tool-login"],
    means:
      "Nobody is signed in to Azure in Visual Studio Code here, or the app lacks the package that asks it.",
    isUsual: true,
  },
  {
    // No link of today's chains: what Visual Studio and older tools on Windows left in their cache.
    pattern: /SharedTokenCacheCredential|Shared token cache unavailable/i,
    causes: ["no-tool-login"],
    means: "The cache of sign-ins that Visual Studio and older tools share has no account for the app.",
    isUsual: true,
  },
  {
    pattern:
      /Environment variables (?:are not|aren['\u2019]t) fully configured|[Mm]issing or incomplete environment variable|incomplete environment variable configuration|missing environment variable\b|EnvironmentCredential is unavailable/,
    link: "environment",
    causes: ["environment-incomplete"],
    means: "The variables of a service principal are not set, or not all of them.",
    isUsual: true,
  },
  {
    pattern:
      /DefaultAzureCredential(?:: | )failed to (?:retrieve|acquire) a token|ChainedTokenCredential authentication failed/,
    causes: [],
    means: "No link of the chain gave a token; the text names each with its reason.",
    isUsual: true,
  },
];
