/** A text in which a service refuses, and what is to be read in it. */
interface ServiceText {
  readonly source: string;
  /** The likeliest cause; none where no link, role or network is the matter. */
  readonly cause: string | undefined;
  /** Part of what it means. */
  readonly says: string;
  readonly text: string;
}

const CALLER =
  "appid=3de34179-1f9e-42a1-93a4-a18aa7dfe074;oid=c0febba0-1fc3-4580-861f-30ec68591d1b;iss=https://sts.windows.net/095065b7-7caf-4300-b44e-96850fe8f9b2/";
const FORBIDDEN = "\n\nStatus: 403 (Forbidden)\nErrorCode: Forbidden";
const NO_ROLE =
  "Caller is not authorized to perform action on resource.\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.";
const HEADER =
  "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.";

/** Words of services, of which each names its source; names and ids are the lab's. */
export const SERVICE_TEXTS: readonly ServiceText[] = [
  // Key Vault.
  {
    source: "Key Vault through @azure/keyvault-keys (azure-sdk-for-js#31374)",
    ...{ cause: "role-missing", says: "goes by Azure's roles" },
    text: `RestError: ${NO_ROLE.replace("\n", " ")} Caller: ${CALLER} Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action' Resource: '/subscriptions/x/resourcegroups/rg/providers/microsoft.keyvault/vaults/kv-contoso/secrets/db' Assignment: (not found) DenyAssignmentId: null DecisionReason: null  Vault: kv-contoso;location=westeurope`,
  },
  {
    source: "Key Vault through Azure.Security.KeyVault (terraform-provider-azurerm#27817)",
    ...{ cause: "role-missing", says: "goes by Azure's roles" },
    text: `Azure.RequestFailedException: ${NO_ROLE}\nCaller: ${CALLER}\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\nAssignment: (not found)\nDenyAssignmentId: null\nDecisionReason: null \nVault: kv-contoso;location=westeurope${FORBIDDEN}`,
  },
  {
    source: "Key Vault through the Azure CLI (azure-cli#22510)",
    ...{ cause: "role-missing", says: "goes by Azure's roles" },
    text: `ERROR: ${NO_ROLE}`,
  },
  {
    source: "Key Vault, the body alone (avm-res-keyvault-vault#78)",
    ...{ cause: "role-missing", says: "goes by Azure's roles" },
    text: 'Status=403 Code="Forbidden" InnerError={"code":"ForbiddenByRbac"}',
  },
  {
    source: "Key Vault; the reason: dataplane.md section 3",
    ...{ cause: "deny-assignment", says: "whatever roles the identity has" },
    text: `${NO_ROLE}\nCaller: ${CALLER}\nAssignment: (not found)\nDecisionReason: 'DeniedByDenyAssignment' \nVault: kv-contoso;location=westeurope`,
  },
  {
    source: "Key Vault; the reason: dataplane.md section 3",
    ...{ cause: "condition-decides", says: "under a condition" },
    text: `${NO_ROLE}\nCaller: ${CALLER}\nDenyAssignmentId: null\nDecisionReason: 'DeniedWithABACEvaluationInRA' \nVault: kv-contoso;location=westeurope`,
  },
  {
    source: "Key Vault, access policies (dataplane.md section 9)",
    ...{ cause: "access-policy-missing", says: "goes by access policies, not by roles" },
    text: `The user, group or application '${CALLER}' does not have secrets get permission on key vault 'kv-contoso;location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287${FORBIDDEN}`,
  },
  {
    source: "Key Vault, access policies, with its body (dataplane.md section 9)",
    ...{ cause: "access-policy-missing", says: "goes by access policies, not by roles" },
    text: `{"error":{"code":"Forbidden","message":"The user, group or application '${CALLER}' does not have keys wrapKey permission on key vault 'kv-contoso;location=westeurope'.","innererror":{"code":"AccessDenied"}}}`,
  },
  {
    source: "Key Vault (azure-key-vault-to-kubernetes#126)",
    ...{ cause: "access-policy-missing", says: "names an application beside the identity" },
    text: `The policy requires the caller '${CALLER}' to use on-behalf-of (OBO) flow. For more information on OBO, please see https://go.microsoft.com/fwlink/?linkid=2152310 InnerError={"code":"ForbiddenByPolicy"}`,
  },
  {
    source: "Key Vault, firewall (azure-docs#52649)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: `RestError: Client address is not authorized and caller is not a trusted service.\nClient address: 203.0.113.7\nCaller: ${CALLER}\nVault: kv-contoso;location=westeurope`,
  },
  {
    source: "Key Vault, private endpoints (azure-cli#31406)",
    ...{ cause: "public-access-off", says: "private endpoints only" },
    text: `Public network access is disabled and request is not from a trusted service nor via an approved private link.\nCaller: ${CALLER}\nVault: kv-contoso;location=westeurope${FORBIDDEN}`,
  },
  {
    source: "Key Vault, private endpoints (azure-cli#31406)",
    ...{ cause: "public-access-off", says: "private endpoints only" },
    text: "(Forbidden) Connection is not an approved private link and caller was ignored because bypass is set to None",
  },
  {
    source: "Key Vault (dataplane.md section 9)",
    ...{ cause: undefined, says: "The secret is disabled" },
    text: "Operation get is not allowed on a disabled secret.",
  },
  {
    source: "Key Vault (dataplane.md section 9)",
    ...{ cause: "part-not-found", says: "nothing of that name" },
    text: "A secret with (name/id) db was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.",
  },
  {
    source: "Key Vault, first answer to every client (azure-sdk-for-js#31094)",
    ...{ cause: undefined, says: "came without a token" },
    text: "AKV10000: Request is missing a Bearer or PoP token.",
  },
  {
    source: "Key Vault (dataplane.md section 9)",
    ...{ cause: "token-not-accepted", says: "does not know the key" },
    text: "AKV10046: Unable to resolve the key used for signature validation.",
  },
  // Storage.
  {
    source: "Storage through Storage Explorer, with an account key (AzureStorageExplorer#7691)",
    ...{ cause: "token-not-accepted", says: "one text stands for two cases" },
    text: `RestError: ${HEADER}\nRequestId:cdf7c30b-c01e-0056-39d6-d206e8000000\nTime:2026-11-01T08:00:00.0000000Z\ncode: 'AuthenticationFailed'`,
  },
  {
    source: "Storage (dataplane.md section 4)",
    ...{ cause: "audience-refused", says: "did not accept the token" },
    text: `Azure.RequestFailedException: ${HEADER}\nStatus: 401 (Server failed to authenticate the request.)\nErrorCode: InvalidAuthenticationInfo`,
  },
  {
    source: "Storage, the reason beside it (AzureStor#119)",
    ...{ cause: "audience-refused", says: "for another resource" },
    text: "<Code>InvalidAuthenticationInfo</Code><Message>Server failed to authenticate the request.</Message><AuthenticationErrorDetail>Audience validation failed. Audience did not match.</AuthenticationErrorDetail>",
  },
  {
    source: "Storage, a wrong account key (Learn, authorize-with-shared-key)",
    ...{ cause: undefined, says: "signed in with a key or a SAS" },
    text: `${HEADER} AuthenticationErrorDetail: The MAC signature found in the HTTP request 'x' is not the same as any computed signature.`,
  },
  {
    source: "Storage (azure-cli#28509)",
    ...{ cause: undefined, says: "takes tokens of identities only" },
    text: "HTTP status code=403, Exception=Key based authentication is not permitted on this storage account. ErrorCode: KeyBasedAuthenticationNotPermitted",
  },
  {
    source: "Storage through its SDK for JavaScript, which shows no code (azure-sdk-for-js#5539)",
    ...{ cause: "role-missing", says: "no role for this data" },
    text: "RestError: This request is not authorized to perform this operation using this permission.\nRequestId:x\nTime:2026-11-01T08:00:00.0000000Z",
  },
  {
    source: "Storage through its SDK for JavaScript, which shows no code (azure-sdk-for-js#13101)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: "RestError: This request is not authorized to perform this operation.\nRequestId:x\nTime:2026-11-01T08:00:00.0000000Z",
  },
  // Azure OpenAI and the other AI services.
  {
    source: "Azure OpenAI (azure-docs#114370)",
    ...{ cause: "role-missing", says: "although the status is 401" },
    text: "Azure.RequestFailedException: Principal does not have access to API/Operation.\nStatus: 401 (PermissionDenied)\nErrorCode: PermissionDenied",
  },
  {
    source: "Azure OpenAI (dataplane.md section 16)",
    ...{ cause: "role-missing", says: "Cognitive Services OpenAI User" },
    text: "The principal `c0febba0-1fc3-4580-861f-30ec68591d1b` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation.",
  },
  {
    source: "Azure OpenAI (dataplane.md section 16)",
    ...{ cause: "audience-refused", says: "one text for a token that is missing" },
    text: "Error code: 401 - {'statusCode': 401, 'message': 'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.'}",
  },
  {
    source: "Azure OpenAI (dataplane.md section 16)",
    ...{ cause: "resource-in-other-tenant", says: "another tenant" },
    text: "Error code: 400 - {'error': {'code': 'BadRequest', 'message': 'Tenant provided in token does not match resource token'}}",
  },
  {
    source: "Azure OpenAI (dataplane.md section 16)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: "Error code: 403 - {'error': {'code': '403', 'message': 'Access denied due to Virtual Network/Firewall rules.'}}",
  },
  {
    source: "Azure OpenAI (sample-app-aoai-chatGPT#1000)",
    ...{ cause: undefined, says: "takes tokens of identities only" },
    text: "Error code: 403 - {'error': {'code': 'AuthenticationTypeDisabled', 'message': 'Key based authentication is disabled for this resource.'}}",
  },
  {
    source: "Azure OpenAI (openinterpreter#319)",
    ...{ cause: undefined, says: "signed in with a key or a SAS" },
    text: "openai.error.AuthenticationError: Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
  },
  {
    source: "Azure OpenAI (dataplane.md section 16)",
    ...{ cause: undefined, says: "the host of a region" },
    text: "Please provide a custom subdomain for token authentication, otherwise API key is required.",
  },
  // Service Bus and Event Hubs.
  {
    source: "Service Bus (azure-spring-boot#939)",
    ...{ cause: "role-missing", says: "Data Sender for the claim Send" },
    text: "Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://contoso.servicebus.windows.net/orders'. TrackingId:x, SystemTracker:gateway5 [condition = amqp:unauthorized-access]",
  },
  {
    source: "Service Bus over HTTPS (dataplane.md section 11)",
    ...{ cause: "role-missing", says: "Data Sender for the claim Send" },
    text: "SubCode=40100: Unauthorized : Unauthorized access for 'Send' operation on endpoint 'sb://contoso.servicebus.windows.net/orders'.",
  },
  {
    source: "Service Bus (ServiceBusExplorer#718)",
    ...{ cause: "role-missing", says: "Data Owner for Manage" },
    text: "Manage,EntityRead claims required for this operation. TrackingId:x",
  },
  {
    source: "Service Bus (AzureTRE#734)",
    ...{ cause: "network-rule-refuses", says: "It says so with 401" },
    text: "Failed to send a Service Bus message: ServiceBusAuthorizationError: Ip has been prevented to connect to the endpoint.",
  },
  {
    source: "Event Hubs (azure-sdk-for-js#32923)",
    ...{ cause: undefined, says: "takes tokens of identities only" },
    text: "MessagingError: LocalAuthDisabled: Authorization failed because SAS authentication has been disabled for the namespace. TrackingId:x",
  },
  {
    source: "Service Bus (dataplane.md section 11)",
    ...{ cause: "token-not-accepted", says: "no token of its own" },
    text: "Put token failed. status-code: 401, status-description: InvalidSignature: The token has an invalid signature.",
  },
  {
    source: "Service Bus through its SDK for Python (azure-servicebus, _pyamqp/error.py)",
    ...{ cause: "token-not-accepted", says: "beginning of the AMQP connection" },
    text: "azure.servicebus.exceptions.ServiceBusAuthenticationError: CBS Token authentication failed.\nStatus code: 401\nError: client-error",
  },
  // Cosmos DB.
  {
    source: "Cosmos DB (azure-cosmos-dotnet-v3#3110)",
    ...{ cause: "role-missing", says: "its own data-plane roles" },
    text: "Response status code does not indicate success: Forbidden (403); Substatus: 5301; Reason: (Request blocked by Auth contoso : Request is blocked because principal [c0febba0-1fc3-4580-861f-30ec68591d1b] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/].",
  },
  {
    source: "Cosmos DB (azure-cosmos-dotnet-v3#4653)",
    ...{ cause: undefined, says: "whatever its role" },
    text: "Forbidden (403); Substatus: 5300; Reason: (Request blocked by Auth contoso : The given request [POST /offers] cannot be authorized by AAD token in data plane.",
  },
  {
    source: "Cosmos DB (cosmos-explorer#924)",
    ...{ cause: undefined, says: "takes tokens of identities only" },
    text: "azure.cosmos.exceptions.CosmosHttpResponseError: (Unauthorized) Local Authorization is disabled. Use an AAD token to authorize all requests.",
  },
  {
    source: "Cosmos DB (dataplane.md section 14)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: "Request originated from IP 203.0.113.7 through public internet. This is blocked by your Cosmos DB account firewall settings.",
  },
  // App Configuration, and answers without a body.
  {
    source: "App Configuration (AppConfiguration#410)",
    ...{ cause: "role-missing", says: "Refused without a reason" },
    text: "Azure.RequestFailedException: Service request failed.\nStatus: 403 (Forbidden)\n\nHeaders:\nServer: openresty/1.17.8.2\nContent-Length: 0",
  },
  {
    source: "App Configuration through its SDK for Java (azure-sdk-for-java#23779)",
    ...{ cause: "role-missing", says: "Refused without a reason" },
    text: "com.azure.core.exception.HttpResponseException: Status code 403, (empty body)",
  },
  {
    source: "azure-core for Python, an answer without a body",
    ...{ cause: "token-not-accepted", says: "with 401 and without a reason" },
    text: "azure.core.exceptions.ClientAuthenticationError: Operation returned an invalid status 'Unauthorized'",
  },
  {
    source: "App Configuration through its SDK for .NET, the reason in a header (dataplane.md section 10)",
    ...{ cause: "audience-refused", says: "for its audience or its age" },
    text: 'Azure.RequestFailedException: Service request failed.\nStatus: 401 (Unauthorized)\n\nHeaders:\nWWW-Authenticate: HMAC-SHA256, Bearer error="invalid_token", error_description="Authorization token failed validation"',
  },
  {
    source: "App Configuration (AppConfiguration#281)",
    ...{ cause: "resource-in-other-tenant", says: "another tenant" },
    text: 'Status: 401 (Unauthorized)\n\nHeaders:\nWWW-Authenticate: HMAC-SHA256,Bearer error="invalid_token", error_description="The access token is from the wrong issuer. It must match the AD tenant associated with the subscription, to which the configuration store belongs."',
  },
  {
    source: "App Configuration (dataplane.md section 10)",
    ...{ cause: "audience-refused", says: "for its audience or its age" },
    text: 'HMAC-SHA256, Bearer error="invalid_token", error_description="Authorization token failed validation"',
  },
  {
    source: "App Configuration (dataplane.md section 10)",
    ...{ cause: "public-access-off", says: "private endpoints only" },
    text: '{"type":"https://azconfig.io/errors/ip-address-rejected","title":"Access to this store was not allowed.","status":403}',
  },
  // Container Registry.
  {
    source: "Container Registry, a pull by Docker (AKS#1889)",
    ...{ cause: "role-missing", says: "the kubelet's" },
    text: "Error response from daemon: Get https://contoso.azurecr.io/v2/web/manifests/latest: unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.",
  },
  {
    source: "Container Registry, a pull by containerd (AKS#4593)",
    ...{ cause: "role-missing", says: "the kubelet's" },
    text: "failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://contoso.azurecr.io/oauth2/token?scope=repository%3Aweb%3Apull&service=contoso.azurecr.io: 401 Unauthorized",
  },
  {
    source: "Container Registry (dataplane.md section 19.1)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: "denied: client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
  },
  // Graph, Resource Manager, Monitor.
  {
    source: "Microsoft Graph (azure-libraries-for-net#367)",
    ...{ cause: "role-missing", says: "app role of Graph" },
    text: "Code: Authorization_RequestDenied\nMessage: Insufficient privileges to complete the operation.",
  },
  {
    source: "Azure Resource Manager (Learn, role-based-access-control/troubleshooting)",
    ...{ cause: "role-missing", says: "the identity lacks the role" },
    text: "AuthorizationFailed: The client 'c0febba0-1fc3-4580-861f-30ec68591d1b' with object id 'c0febba0-1fc3-4580-861f-30ec68591d1b' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/read' over scope '/subscriptions/x'.",
  },
  {
    source: "Azure Monitor, ingestion (dataplane.md section 18)",
    ...{ cause: "role-missing", says: "the identity lacks the role" },
    text: "OperationFailed: The authentication token provided does not have access to ingest data for the data collection rule with immutable Id 'dcr-x'.",
  },
  {
    source: "Azure Resource Manager, the code alone (dataplane.md section 19.2)",
    ...{ cause: "role-missing", says: "the identity lacks the role" },
    text: "403 Forbidden: AuthorizationFailed",
  },
  {
    source: "Log Analytics (dataplane.md section 18)",
    ...{ cause: "role-missing", says: "the identity lacks the role" },
    text: "InsufficientAccessError: The provided credentials have insufficient access to perform the requested operation",
  },
  {
    source: "Log Analytics, network security perimeter (dataplane.md section 18)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: '{"error":{"code":"InsufficientAccessError","innererror":{"code":"NspValidationFailedError"}}}',
  },
  {
    source: "App Service, status of a reference (Learn, app-service-key-vault-references)",
    ...{ cause: "role-missing", says: "could not read the secret" },
    text: "AccessToKeyVaultDenied: Key Vault reference was not able to be resolved because site was denied access to Key Vault reference's vault.",
  },
  {
    source: "App Service, status of a reference (Learn, app-service-key-vault-references)",
    ...{ cause: "identity-not-enabled", says: "no identity to ask with" },
    text: "MSINotEnabled",
  },
  // Databases.
  {
    source: "Azure SQL, number 18456 (SqlClient#2125)",
    ...{ cause: "database-user-missing", says: "has no user for the identity" },
    text: "Login failed for user '<token-identified principal>'.",
  },
  {
    source: "Azure SQL, number 47073 (Learn, connectivity-settings)",
    ...{ cause: "public-access-off", says: "private endpoints only" },
    text: "Reason: An instance-specific error occurred while establishing a connection to SQL Server. Connection was denied since Deny Public Network Access is set to Yes.",
  },
  {
    source: "Azure SQL, number 4060 (dataplane.md section 15)",
    ...{ cause: "database-user-missing", says: "one text for both" },
    text: 'Cannot open database "web" requested by the login. The login failed.',
  },
  {
    source: "Azure SQL, number 18456 (SqlClient#970)",
    ...{ cause: "token-not-accepted", says: "did not accept the token" },
    text: "Login failed for user '<token-identified principal>'. Incorrect or invalid token.",
  },
  {
    source: "Azure SQL, number 229 (Learn, database-engine-events-and-errors)",
    ...{ cause: "role-missing", says: "The login works" },
    text: "The SELECT permission was denied on the object 'orders', database 'web', schema 'dbo'.",
  },
  {
    source: "PostgreSQL, 28P01 (dataplane.md section 15)",
    ...{ cause: "database-user-missing", says: "no user of that name" },
    text: 'FATAL: password authentication failed for user "vm-contoso-web"',
  },
  {
    source: "PostgreSQL (terraform-provider-postgresql#423)",
    ...{ cause: "database-user-missing", says: "no user of that name" },
    text: "pq: Service Principal oid mismatch for role[vm-contoso-web].",
  },
  {
    source: "PostgreSQL (azuredatastudio-postgresql#505)",
    ...{ cause: "audience-refused", says: "for another resource" },
    text: 'FATAL: The access token does not have a valid audience claim. Please acquire a new token for the resource "https://ossrdbms-aad.database.windows.net".',
  },
  {
    source: "PostgreSQL (dataplane.md section 15)",
    ...{ cause: "network-rule-refuses", says: "keep this address out" },
    text: 'FATAL: no pg_hba.conf entry for host "203.0.113.7", user "vm-contoso-web", database "web", SSL encryption',
  },
  {
    source: "Redis (dataplane.md section 15)",
    ...{ cause: "database-user-missing", says: "no user of that name" },
    text: "WRONGPASS invalid username-password pair or user is disabled.",
  },
  {
    source: "Redis (dataplane.md section 15)",
    ...{ cause: "role-missing", says: "data access policy" },
    text: "NOPERM User c0febba0-1fc3-4580-861f-30ec68591d1b has no permissions to run the 'set' command",
  },
];
