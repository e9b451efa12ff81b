import type { Slug } from "./findings/index.ts";
import type { MessageIds, Speaker, SpokenLink } from "../model/message-reading.ts";

/** A text of the whole chain's, not of one credential alone. */
export const CHAIN = /DefaultAzureCredential|ChainedTokenCredential|Attempted credentials/;

/** The `error` field of OAuth, in a text that has the answer's body in it. */
export const OAUTH_ERROR = /\binvalid_(?:client|scope|request|grant)\b/;

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
  { pattern: /DefaultAzureCredential: failed to acquire a token/, speaker: "go" },
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

/** What a text means, and what it then most likely is. */
export interface MessageRow {
  readonly pattern: RegExp;
  readonly link?: SpokenLink;
  /** Likely causes, likeliest first. */
  readonly causes: readonly Slug[];
  /** What the words mean, a sentence. */
  readonly means: string;
  /** A link that the app does not use says this as well, in every text of a whole chain. */
  readonly isUsual?: true;
}

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
  {
    pattern:
      /endpoints_resolution_error|openid_config_error|unable to resolve an endpoint|Could not retrieve endpoints/,
    link: "environment",
    causes: ["tenant-not-found", "login-unreachable", "tls-intercepted", "authority-unusual"],
    means:
      "The login host's description could not be read: one text for a wrong tenant and for troubles of names, proxies and certificates.",
  },
  {
    pattern:
      /Unable to connect to proxy|Proxy Authentication Required|ProxyError|tunneling socket could not be established/,
    causes: ["login-unreachable", "proxy-use"],
    means: "The proxy on the way does not let the request through.",
  },
  {
    pattern:
      /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERTIFICATE_VERIFY_FAILED|x509: certificate signed by unknown authority|PKIX path building failed|remote certificate is invalid/,
    causes: ["tls-intercepted"],
    means: "The certificate on the way is not trusted: a proxy opens TLS, or an authority is missing.",
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
    pattern: /no token file specified|workload options are not|Workload Identity.*not (?:fully )?configured/i,
    link: "workload-identity",
    causes: [],
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
    pattern:
      /Identity not found|requested identity (?:hasn['\u2019]t been|isn['\u2019]t) assigned to this resource|No (?:User Assigned or Delegated )?Managed Identity found for specified|failed to authenticate a system assigned identity/i,
    link: "managed-identity",
    causes: ["client-id-not-attached", "no-identity-attached", "no-system-identity"],
    means:
      "The endpoint works, and the identity that was asked for is not attached here: with an id in the request, that id; without one, there is none.",
  },
  {
    pattern: /request failed due to a gateway error|RESPONSE 50[24]|status code:? 50[24]/i,
    link: "managed-identity",
    causes: ["metadata-behind-proxy"],
    means: "A proxy or gateway stands before the metadata service, which must be asked directly.",
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
      /managed identity timed out|no response (?:received )?from the (?:IMDS|managed identity) endpoint|169\.254\.169\.254\S*:? .{0,40}(?:i\/o timeout|unreachable|connection refused)|unreachable network|network_error|Multiple attempts failed to obtain a token from the managed identity/i,
    link: "managed-identity",
    causes: ["metadata-silent", "metadata-refused", "shell-without-variables"],
    means:
      "No identity endpoint answered: not on Azure, kept away by the network, or the platform's variables are not set in this process.",
    isUsual: true,
  },
  {
    pattern: /(?:Failed to establish a new connection|connect: connection refused|ECONNREFUSED).{0,200}/s,
    link: "managed-identity",
    causes: ["identity-endpoint-unreachable"],
    means: "Nothing listens at the address of the identity endpoint.",
    isUsual: true,
  },
  {
    pattern:
      /ManagedIdentityCredential(?: authentication)? unavailable\.|Managed Identity authentication is not available/,
    link: "managed-identity",
    causes: ["no-identity-attached", "shell-without-variables", "metadata-silent"],
    means: "This process found no managed identity: not enabled, not on Azure, or not told of it.",
    isUsual: true,
  },
  // Data planes.
  {
    pattern: /AuthorizationPermissionMismatch/,
    causes: ["role-missing"],
    means:
      "The token was accepted, and the identity has no role for this data (Owner and Contributor give none).",
  },
  {
    pattern:
      /AuthorizationFailure\b|ForbiddenByFirewall|ForbiddenByConnection|blocked by your .{0,40}firewall/,
    causes: ["network-rule-refuses", "private-endpoint-bypassed"],
    means: "Network rules of the resource keep this address out; a role would not help.",
  },
  {
    pattern:
      /ForbiddenByRbac|does not have authorization to perform action|lacks the required data action|required RBAC permissions|claim\(s\) are required/,
    causes: ["role-missing"],
    means: "The token was accepted, and the identity lacks the role.",
  },
  {
    pattern: /not found on any access policy|ForbiddenByPolicy/,
    causes: ["role-missing"],
    means: "The vault goes by access policies, and none names this identity.",
  },
  {
    pattern: /AKV10032|Issuer validation failed|InvalidAuthenticationTokenTenant|wrong issuer/,
    causes: ["resource-in-other-tenant"],
    means: "The token is from another tenant than the resource's.",
  },
  {
    pattern:
      /AKV10022|Audience validation failed|InvalidAuthenticationTokenAudience|InvalidAudience|Invalid authorization token audience/,
    causes: ["audience-refused"],
    means: "The token is for another resource than this one.",
  },
  {
    pattern:
      /Login failed for user '<token-identified principal>'\.(?! (?:Token is|Incorrect or invalid|The server is))/,
    causes: ["database-user-missing"],
    means:
      "Azure SQL accepted the token, and no user of the database that was opened stands for the identity.",
  },
  {
    pattern: /NT AUTHORITY\\ANONYMOUS LOGON|not currently configured to accept this token/,
    causes: ["token-not-accepted", "database-user-missing"],
    means:
      "Azure SQL did not take the login for anybody's: no token came with it, or the server has no Microsoft Entra administrator of the token's tenant.",
  },
  {
    pattern: /Cannot open server .{0,80} requested by the login/,
    causes: ["network-rule-refuses", "private-endpoint-bypassed"],
    means: "The firewall of the Azure SQL server does not know this address; a user or role would not help.",
  },
  {
    pattern: /SubscriptionNotFound/,
    causes: ["no-subscription-visible"],
    means: "The identity sees no such subscription: no role at all, another tenant, or another cloud.",
  },
  // Developer tools.
  {
    pattern: /[Pp]lease run 'az login'|Please run: az login/,
    link: "azure-cli",
    causes: ["no-tool-login"],
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
    causes: ["no-tool-login"],
    means: "The Azure CLI is not on this process's PATH.",
    isUsual: true,
  },
  {
    pattern:
      /Environment variables (?:are not|aren['\u2019]t) fully configured|[Mm]issing or incomplete environment variable|incomplete environment variable configuration|missing environment variable AZURE_|EnvironmentCredential is unavailable/,
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
