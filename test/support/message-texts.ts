import { SOURCED } from "./sourced-message-texts.ts";

/**
 * Texts as the SDKs' troubleshooting guides have them, as the real SDKs of the conformance runs gave them (ids and names
 * are the lab's), and as services word their refusals (failures.md section d): who speaks, the link, the likeliest cause.
 */
export const SAMPLES: readonly (readonly [
  speaker: string | undefined,
  link: string | undefined,
  cause: string,
  text: string,
])[] = [
  [
    "python",
    "environment",
    "secret-id-instead-of-value",
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: Authentication failed: AADSTS7000215: Invalid client secret provided.",
  ],
  [
    "go",
    "environment",
    "secret-expired",
    'DefaultAzureCredential: failed to acquire a token. Attempted credentials: ClientSecretCredential authentication failed. POST https://login.microsoftonline.com/t/oauth2/v2.0/token RESPONSE 401: 401 Unauthorized {"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}',
  ],
  [
    "java",
    "environment",
    "app-not-in-tenant",
    "DefaultAzureCredential authentication failed. ---> EnvironmentCredential authentication failed. Error Details: AADSTS700016: Application with identifier 'x' was not found in the directory 'Contoso'.",
  ],
  [
    "dotnet",
    "environment",
    "certificate-not-registered",
    "Azure.Identity.AuthenticationFailedException: ClientCertificateCredential authentication failed: AADSTS700027: Client assertion failed signature validation.",
  ],
  [
    "javascript",
    undefined,
    "federation-missing",
    "AuthenticationRequiredError: invalid_client: Error(s): 700213 - Timestamp: 2026-11-25 21:26:36Z - Description: AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:shop:web'. To troubleshoot, visit https://aka.ms/azsdk/js/identity/workloadidentitycredential/troubleshoot",
  ],
  [
    "az",
    undefined,
    "tool-login-expired",
    "ERROR: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. Please run: az login --scope https://management.core.windows.net//.default",
  ],
  [
    "javascript",
    undefined,
    "token-credentials-invalid",
    "Invalid value for AZURE_TOKEN_CREDENTIALS = BrokerCredential. Valid values are 'prod' or 'dev' or any of these credentials - EnvironmentCredential. @azure/identity",
  ],
  [
    "go",
    undefined,
    "token-credentials-invalid",
    'invalid AZURE_TOKEN_CREDENTIALS value "PROD". Valid values are "dev", "prod", or the name of any credential type in the default chain. See https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more information',
  ],
  [
    undefined,
    "environment",
    "variable-damaged",
    "tenant_id should be a Microsoft Entra tenant's id (also called its 'directory id')",
  ],
  [
    undefined,
    "environment",
    "variable-damaged",
    "Invalid tenant ID provided. You can locate your tenant ID by following the instructions listed here: https://learn.microsoft.com/partner-center/find-ids-and-domain-names",
  ],
  [undefined, "environment", "variable-empty", "client_id should be the id of a Microsoft Entra application"],
  [
    undefined,
    "environment",
    "variable-empty",
    "secret should be a Microsoft Entra application's client secret",
  ],
  [
    "go",
    "environment",
    "certificate-unusable",
    'DefaultAzureCredential: failed to acquire a token. Attempted credentials: EnvironmentCredential: failed to parse "/etc/contoso-web/client.pem" due to error "found no private key". This may be due to a limitation of this module\'s certificate loader.',
  ],
  [
    undefined,
    "environment",
    "certificate-unusable",
    "Valid PEM but no BEGIN/END delimiters for a private key found. Are you sure this is a private key?",
  ],
  [
    "java",
    undefined,
    "authority-unusual",
    "com.azure.core.exception.ClientAuthenticationException: Authority host must use https scheme.",
  ],
  [
    "go",
    "environment",
    "region-auto-discovery",
    'ClientSecretCredential: invalid region "AutoDiscoverRegion": region must be a lowercase ASCII DNS label of at most 63 characters. To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret',
  ],
  [
    "javascript",
    "environment",
    "tenant-not-found",
    "endpoints_resolution_error: Could not resolve endpoints. Please check network and try again. Detail: ClientAuthError: openid_config_error. To troubleshoot, visit https://aka.ms/azsdk/js/identity/serviceprincipalauthentication/troubleshoot",
  ],
  [
    "python",
    undefined,
    "proxy-unreachable",
    "DefaultAzureCredential failed to retrieve a token from the included credentials. Attempted credentials: EnvironmentCredential: Authentication failed: ('Unable to connect to proxy', NewConnectionError(\"HTTPSConnection(host='127.0.0.1', port=3199)\")) To mitigate this issue, https://aka.ms/azsdk/python/identity/environmentcredential/troubleshoot",
  ],
  [
    "java",
    undefined,
    "tls-intercepted",
    "com.microsoft.aad.msal4j.MsalClientException: javax.net.ssl.SSLHandshakeException: PKIX path building failed",
  ],
  [
    "python",
    "managed-identity",
    "client-id-not-attached",
    "azure.identity._exceptions.CredentialUnavailableError: ManagedIdentityCredential authentication unavailable. The requested identity hasn't been assigned to this resource.",
  ],
  [
    "javascript",
    "managed-identity",
    "client-id-not-attached",
    "ChainedTokenCredential authentication failed. CredentialUnavailableError: ManagedIdentityCredential: Authentication failed. Message invalid_request: Error(s): Not Available - Description: Identity not found",
  ],
  [
    undefined,
    "managed-identity",
    "several-identities",
    '400 Bad Request {"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}',
  ],
  [
    "dotnet",
    "managed-identity",
    "metadata-behind-proxy",
    "Azure.Identity.CredentialUnavailableException: ManagedIdentityCredential authentication unavailable. The request failed due to a gateway error.",
  ],
  [
    "go",
    "managed-identity",
    "metadata-silent",
    "ManagedIdentityCredential: managed identity timed out. See https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information",
  ],
  [
    "go",
    "managed-identity",
    "metadata-silent",
    'ManagedIdentityCredential: Get "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=x": dial tcp 169.254.169.254:80: connect: network is unreachable. To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id',
  ],
  [
    "go",
    "managed-identity",
    "arc-key-unreadable",
    'ManagedIdentityCredential: failed to read "/var/opt/azcmagent/tokens/x.key" due to error: open /var/opt/azcmagent/tokens/x.key: permission denied. To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id',
  ],
  [
    undefined,
    "managed-identity",
    "source-takes-no-ids",
    "Specifying a clientId or resourceId is not supported by the Service Fabric managed identity environment.",
  ],
  [
    "go",
    "managed-identity",
    "sdks-disagree",
    "ManagedIdentityCredential: error parsing the json error: invalid ExpiresOn format: 11/26/2026 21:30:59 +00:00. To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id",
  ],
  [
    undefined,
    "managed-identity",
    "kudu-container",
    "No connection adapters were found for '[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]?api-version=2019-08-01'",
  ],
  [
    "java",
    "managed-identity",
    "no-identity-attached",
    "com.azure.identity.CredentialUnavailableException: Managed Identity authentication is not available.",
  ],
  [undefined, "managed-identity", "pod-identity-not-bound", "no azure identity found for request clientID"],
  [
    undefined,
    undefined,
    "role-missing",
    "This request is not authorized to perform this operation using this permission. ErrorCode:AuthorizationPermissionMismatch",
  ],
  [
    undefined,
    undefined,
    "network-rule-refuses",
    "This request is not authorized to perform this operation. ErrorCode:AuthorizationFailure",
  ],
  [
    undefined,
    undefined,
    "network-rule-refuses",
    'Client address is not authorized and caller is not a trusted service. Inner error: { "code": "ForbiddenByFirewall" }',
  ],
  [
    undefined,
    undefined,
    "role-missing",
    "Unauthorized access. 'Send' claim(s) are required to perform this operation. TrackingId:x",
  ],
  [
    undefined,
    undefined,
    "access-policy-missing",
    "Access denied. Caller was not found on any access policy.",
  ],
  [
    undefined,
    undefined,
    "resource-in-other-tenant",
    "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/a/, found https://sts.windows.net/b/.",
  ],
  [
    undefined,
    undefined,
    "audience-refused",
    "AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com.",
  ],
  [
    undefined,
    undefined,
    "no-subscription-visible",
    '{"error":{"code":"SubscriptionNotFound","message":"The subscription \'x\' could not be found."}}',
  ],
  [undefined, "azure-cli", "no-tool-login", "Please run 'az login' to set up account"],
  [
    "go",
    "azure-cli",
    "no-tool-installed",
    "AzureCLICredential: executable not found on path https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli",
  ],
  [
    undefined,
    "azure-developer-cli",
    "no-tool-login",
    "Please run 'azd auth login' from a command prompt to authenticate before using this credential.",
  ],
  [
    undefined,
    "azure-powershell",
    "no-tool-login",
    "Please run 'Connect-AzAccount' from PowerShell to authenticate before using this credential.",
  ],
  [
    "java",
    "environment",
    "environment-incomplete",
    "EnvironmentCredential authentication unavailable. Environment variables are not fully configured.To mitigate this issue, please refer to https://aka.ms/azsdk/java/identity/environmentcredential/troubleshoot",
  ],
  [undefined, undefined, "database-user-missing", "Login failed for user '<token-identified principal>'."],
  [
    undefined,
    undefined,
    "token-not-accepted",
    String.raw`Login failed for user 'NT AUTHORITY\ANONYMOUS LOGON'.`,
  ],
  [
    undefined,
    undefined,
    "token-not-accepted",
    "Login failed for user '<token-identified principal>'. The server is not currently configured to accept this token.",
  ],
  [
    undefined,
    undefined,
    "network-rule-refuses",
    "Cannot open server 'contoso-sql' requested by the login. Client with IP address '203.0.113.24' is not allowed to access the server.",
  ],
  ...SOURCED.map(({ speaker, link, cause, text }) => [speaker, link, cause, text] as const),
];

/** Texts whose first reading is another one. */
export const MORE = [
  "WorkloadIdentityCredential: no token file specified. Check pod configuration or set TokenFilePath in the options",
  "CredentialUnavailableError: The current credential is not configured to acquire tokens for tenant 095065b7-7caf-4300-b44e-96850fe8f9b2.",
  "[Errno 2] No such file or directory: '/var/run/secrets/azure/tokens/azure-identity-token'",
];
