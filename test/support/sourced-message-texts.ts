/** A text that an SDK, a client or a service gives, and where these words stand. */
interface Sourced {
  readonly source: string;
  readonly speaker?: string;
  readonly link?: string;
  /** The likeliest cause that is to be read in it. */
  readonly cause: string;
  readonly text: string;
}

const GO = "azidentity 1.15.0, managed_identity_client.go";
const PYTHON = "azure-identity for Python, sources";
const GO_RUN = "azidentity 1.15.0 in a conformance run";
const PYTHON_RUN = "azure-identity for Python in a conformance run";
const NODE = "Node.js, dns and net modules";
const URLLIB3 = "urllib3 2, connection.py";
const OPENSSL = "OpenSSL, X509_verify_cert_error_string";

/** Each names its source; names, ids and addresses are the lab's. */
export const SOURCED: readonly Sourced[] = [
  // Managed identity.
  {
    ...{ source: GO, speaker: "go", link: "managed-identity", cause: "no-identity-attached" },
    text: 'ManagedIdentityCredential: failed to authenticate a system assigned identity. The endpoint responded with {"error":"invalid_request","error_description":"Identity not found"}',
  },
  {
    ...{ source: GO, speaker: "go", link: "managed-identity", cause: "several-identities" },
    text: 'ManagedIdentityCredential: failed to authenticate a system assigned identity. The endpoint responded with {"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}',
  },
  {
    ...{ source: GO, link: "managed-identity", cause: "client-id-not-attached" },
    text: "ManagedIdentityCredential: the requested identity isn't assigned to this resource",
  },
  {
    ...{
      source: `${PYTHON}: _credentials/imds.py`,
      link: "managed-identity",
      cause: "client-id-not-attached",
    },
    text: "ManagedIdentityCredential authentication unavailable. The requested identity has not been assigned to this resource. Error: Identity not found",
  },
  {
    ...{ source: `${PYTHON}: _credentials/managed_identity.py`, speaker: "python", link: "managed-identity" },
    cause: "no-identity-attached",
    text: "No managed identity endpoint found. \nThe Target Azure platform could not be determined from environment variables. \nVisit https://aka.ms/azsdk/python/identity/managedidentitycredential/troubleshoot to troubleshoot this issue.",
  },
  {
    ...{ source: PYTHON_RUN, link: "managed-identity", cause: "identity-endpoint-unreachable" },
    text: "HTTPConnection(host='localhost', port=42356): Failed to establish a new connection: [Errno 111] Connection refused",
  },
  {
    ...{ source: GO_RUN, speaker: "go", link: "managed-identity", cause: "identity-endpoint-unreachable" },
    text: 'ManagedIdentityCredential: Get "http://localhost:42356/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com": dial tcp 127.0.0.1:42356: connect: connection refused. To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id',
  },
  {
    ...{ source: NODE, link: "managed-identity", cause: "metadata-refused" },
    text: "Error: connect ECONNREFUSED 169.254.169.254:80",
  },
  {
    ...{ source: NODE, link: "managed-identity", cause: "metadata-silent" },
    text: "Error: connect ETIMEDOUT 169.254.169.254:80",
  },
  {
    source: "azidentity, azcore's account of an answer (TROUBLESHOOTING.md)",
    ...{ speaker: "go", link: "managed-identity", cause: "metadata-behind-proxy" },
    text: "ManagedIdentityCredential authentication failed.\nGET http://169.254.169.254/metadata/identity/oauth2/token\n--------------------------------------------------------------------------------\nRESPONSE 502 Bad Gateway\n--------------------------------------------------------------------------------\nResponse contained no body\n--------------------------------------------------------------------------------\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id",
  },
  {
    source: "Instance Metadata Service (Learn, how-to-use-vm-token)",
    ...{ link: "managed-identity", cause: "metadata-request-changed" },
    text: '400 {"error":"invalid_request","error_description":"Required metadata header not specified"}',
  },
  {
    source: "Cloud Shell (CloudShell#351)",
    ...{ link: "managed-identity", cause: "audience-not-served" },
    text: '{"error":{"code":"AudienceNotSupported","message":"Audience https://vault.azure.net is not a supported MSI token audience."}}',
  },
  ...(
    [
      ["429 Too Many Requests", "identity-endpoint-throttles"],
      ["410 Gone", "metadata-updating"],
      ["404 Not Found", "identity-endpoint-not-found"],
      ["405 Method Not Allowed", "taken-for-cloud-shell"],
    ] as const
  ).map(([answer, cause]) => ({
    source:
      "azcore's account of an answer (TROUBLESHOOTING.md of azidentity); statuses: failures.md b.1, b.3",
    ...{ link: "managed-identity", cause },
    text: `ManagedIdentityCredential authentication failed.\nGET http://169.254.169.254/metadata/identity/oauth2/token\n-----------------------------\nRESPONSE ${answer}`,
  })),
  {
    source: "Instance Metadata Service (Learn, how-to-use-vm-token)",
    ...{ link: "managed-identity", cause: "identity-endpoint-broken" },
    text: '500 {"error":"unknown","error_description":"Failed to retrieve token from the Active directory. For details see logs in <file path>"}',
  },
  {
    source: "Service Fabric: code in msal for Python, managed_identity.py",
    ...{ link: "managed-identity", cause: "fabric-identity-not-mapped" },
    text: '{"error":{"correlationId":"x","code":"ManagedIdentityNotFound","message":"Managed identity not found"}}',
  },
  ...(
    [
      ["www_authenticate_header_missing", "arc-agent-replaced"],
      ["invalid_file_extension", "arc-key-elsewhere"],
      ["user_assigned_managed_identity_not_confirmed", "arc-id-not-confirmed"],
    ] as const
  ).map(([code, cause]) => ({
    source: "@azure/msal-node 5.6.0, ManagedIdentityErrorCodes",
    ...{ link: "managed-identity", cause },
    text: `ManagedIdentityError: ${code}`,
  })),
  {
    source: `${OPENSSL}; address: Service Fabric's`,
    ...{ link: "managed-identity", cause: "fabric-certificate-untrusted" },
    text: "GET https://10.0.0.4:2377/metadata/identity/oauth2/token: self-signed certificate",
  },
  // Names, proxies, certificates, ways.
  {
    ...{ source: NODE, cause: "target-unreachable" },
    text: "RestError: connect ECONNREFUSED 10.1.2.3:443 (contosodata.blob.core.windows.net)",
  },
  {
    ...{ source: NODE, cause: "target-unreachable" },
    text: "RestError: connect ETIMEDOUT 20.60.1.2:443",
  },
  {
    ...{ source: URLLIB3, speaker: "python", cause: "name-does-not-resolve" },
    text: "azure.core.exceptions.ServiceRequestError: <urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -2] Name or service not known, host contosokv.vault.azure.net",
  },
  {
    ...{ source: NODE, cause: "name-does-not-resolve" },
    text: "RestError: getaddrinfo ENOTFOUND contosokv.vault.azure.net",
  },
  {
    ...{ source: NODE, cause: "login-name-unknown" },
    text: "Error: getaddrinfo ENOTFOUND login.microsoftonline.com",
  },
  {
    ...{ source: NODE, cause: "names-not-answered" },
    text: "RestError: getaddrinfo EAI_AGAIN contosokv.vault.azure.net",
  },
  {
    ...{ source: NODE, cause: "login-unreachable" },
    text: "Error: connect ETIMEDOUT 20.190.1.2:443 login.microsoftonline.com",
  },
  {
    source: "azcore's account of an answer (TROUBLESHOOTING.md)",
    cause: "login-unreachable",
    text: "GET https://login.microsoftonline.com/common/discovery/instance\n-----------------------------\nRESPONSE 502: 502 Bad Gateway",
  },
  {
    source: "HTTP clients of the SDKs: a status without a code",
    cause: "answer-unclear",
    text: "RestError: unexpected status code: 502 from contoso.azconfig.io",
  },
  {
    ...{ source: "urllib3 2, connection.py (CONNECT)", cause: "proxy-wants-login" },
    text: "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))",
  },
  {
    ...{ source: GO_RUN, speaker: "go", cause: "proxy-unreachable" },
    text: 'DefaultAzureCredential: failed to acquire a token. Attempted credentials: ClientSecretCredential: unable to resolve an endpoint: server response error: Get "https://login.microsoftonline.com/contoso/v2.0/.well-known/openid-configuration": proxyconnect tcp: dial tcp 127.0.0.1:3199: connect: connection refused.',
  },
  {
    ...{ source: OPENSSL, cause: "tls-intercepted" },
    text: "RestError: self-signed certificate in certificate chain",
  },
  {
    ...{ source: `${OPENSSL}, before version 3`, cause: "tls-intercepted" },
    text: "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1007)",
  },
  {
    ...{ source: OPENSSL, cause: "tls-intercepted" },
    text: "Error: unable to get local issuer certificate",
  },
  // Services.
  {
    source: "Key Vault (azure-cli#31406)",
    cause: "public-access-off",
    text: '(Forbidden) Public network access is disabled and request is not from a trusted service nor via an approved private link.\nCaller: appid=x\nVault: contosokv;location=westeurope\nCode: Forbidden\nInner error: {\n  "code": "ForbiddenByConnection"\n}',
  },
  {
    source: "Storage, detail of InvalidAuthenticationInfo",
    cause: "expiry-refused",
    text: "Server failed to authenticate the request. AuthenticationErrorDetail: Lifetime validation failed. The token is expired.",
  },
  {
    source: "App Configuration (AppConfiguration#429)",
    cause: "expiry-refused",
    text: 'Bearer error="invalid_token", error_description="The access token has expired"',
  },
  {
    source: "Key Vault (azure-sdk-for-java#8229)",
    cause: "access-policy-missing",
    text: 'Access denied. Caller was not found on any access policy. Inner error: { "code": "ForbiddenByPolicy" }',
  },
  {
    source: "Azure Resource Manager, WWW-Authenticate (Learn, claims-challenge)",
    cause: "claims-challenge",
    text: 'Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="e30="',
  },
  {
    source: "Azure Resource Manager (Learn, deny-assignments)",
    cause: "deny-assignment",
    text: "The client 'x' with object id 'x' has permission to perform action 'Microsoft.Storage/storageAccounts/write' on scope '/x'; however, the access is denied because of the deny assignment with name 'locked'",
  },
  {
    source: "Storage (Learn, blob-service-error-codes)",
    cause: "part-not-found",
    text: "RestError: The specified container does not exist. ErrorCode:ContainerNotFound",
  },
  {
    source: "Service Bus (azure-sdk-for-net#20485)",
    cause: "token-not-accepted",
    text: "Put token failed. status-code: 401, status-description: claim is empty or token is invalid. TrackingId:x",
  },
  // Developer tools.
  {
    source: "@azure/identity 4.13.1, azurePowerShellCredential",
    ...{ link: "azure-powershell", cause: "tool-unusable" },
    text: "The 'Az.Account' module >= 2.2.0 is not installed.",
  },
  {
    source: "Azure.Identity for .NET, AzureCliCredential.cs",
    cause: "tool-hangs",
    text: "Azure CLI authentication timed out.",
  },
  {
    source: "@azure/identity 4.13.1, azureCliCredential",
    ...{ link: "azure-cli", cause: "no-tool-installed" },
    text: "Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions",
  },
  {
    source: "@azure/identity 4.13.1, visualStudioCodeCredential",
    ...{ link: "visual-studio-code", cause: "no-tool-login" },
    text: "VisualStudioCodeCredential: Visual Studio Code Authentication is not available. Ensure you have have Azure Resources Extension installed in VS Code, signed into Azure via VS Code, installed the @azure/identity-vscode package",
    speaker: "javascript",
  },
  {
    source: `${PYTHON}: _internal/shared_token_cache.py`,
    cause: "no-tool-login",
    text: "SharedTokenCacheCredential authentication unavailable. No accounts were found in the cache.",
  },
];
