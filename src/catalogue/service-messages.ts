import type { MessageIds } from "../model/message-reading.ts";
import type { Fix } from "../model/report.ts";
import { command, rolesOf } from "./fixes.ts";
import type { MessageRow } from "./message-row.ts";

const say = (what: string) => (): Fix => ({ what, commands: [] });

/** Who was refused may stand in the text; which resource refused is not kept of it. */
const lookAtRoles =
  (what: string) =>
  ({ object }: MessageIds): Fix =>
    rolesOf(object[0] ?? "<object-id>", "<resource-id>", what);

const SEE_ROLES = lookAtRoles(
  "See which roles the refused identity has there (its object id is often in the text, as oid or principal); a new role counts after some minutes:",
);

const USE_CREDENTIAL = say(
  "Give the client of the SDK the resource's URL and the credential, in place of the key, SAS or connection string; the identity then needs a role for the data.",
);

/** What Azure RBAC decided stands in Key Vault's text (dataplane.md section 3, ABAC conditions). */
const BY_DENIAL = /DeniedByDenyAssignment|DenyAssignmentId: '/;
const BY_CONDITION = /DeniedWith(?:ABACEvaluation|MissingAttributes)InRA/;
const BY_OTHERS = new RegExp(`${BY_DENIAL.source}|${BY_CONDITION.source}`);
const unless = (not: RegExp, pattern: RegExp) =>
  new RegExp(`^(?![^]*(?:${not.source}))[^]*?(?:${pattern.source})`, "i");

/** Words of storage whose reason the answer's body has beside them, and rows of their own read. */
const WITH_REASON =
  /validation failed|MAC signature found|Signature did not match|Signature not valid|Signature fields not well formed/;

/** How services word their refusals (failures.md section d, dataplane.md); a code may stand alone, or the words. */
export const serviceMessages: readonly MessageRow[] = [
  {
    pattern: /insufficient_claims/,
    causes: ["claims-challenge"],
    means: "A policy wants a fresher or stronger sign-in than the token tells of.",
  },
  {
    pattern: new RegExp(`denied because of the deny assignment|${BY_DENIAL.source}`, "i"),
    causes: ["deny-assignment"],
    means: "A deny assignment forbids it, whatever roles the identity has.",
  },
  {
    pattern:
      /\b(?:Container|Blob|Queue|Table|Share|Filesystem|Secret|Key|Certificate|Deployment)NotFound\b|The specified (?:container|blob|queue|share|filesystem) does not exist|was not found in this key vault|API deployment for this resource does not exist|messaging entity '.{1,200}' could not be found|amqp:not-found|SubCode=40400|NAME_UNKNOWN|repository name not known to registry/,
    causes: ["part-not-found"],
    means: "There is nothing of that name in the resource; the identity and its roles are not the matter.",
  },
  {
    // Key Vault, dataplane.md section 9.
    pattern: /SecretDisabled|operation \w+ is not allowed on a disabled secret/i,
    causes: [],
    means: "The secret is disabled; the identity and its roles are not the matter.",
  },
  // A key in place of the identity.
  {
    pattern:
      /KeyBasedAuthenticationNotPermitted|Key based authentication is (?:not permitted|disabled)|AuthenticationTypeDisabled|Local Authorization is disabled|LocalAuthDisabled|SAS authentication has been disabled/i,
    causes: [],
    means:
      "The app signed in with a key, a SAS or a connection string, and the resource takes tokens of identities only: here the app does not use its credential at all.",
    fix: USE_CREDENTIAL,
  },
  {
    pattern:
      /MAC signature found in the HTTP request|Signature (?:did not match|not valid in the specified time frame|fields not well formed)|authorization token can't serve the request|invalid subscription key or wrong API endpoint/,
    causes: [],
    means:
      "The app signed in with a key or a SAS, which is wrong, replaced or past its end: no token was sent, and neither identity nor roles are the matter.",
    fix: USE_CREDENTIAL,
  },
  {
    pattern: /NoAuthenticationInformation|AKV10000|Public access is not permitted on this storage account/,
    causes: [],
    means:
      "The request came without a token. Clients of Key Vault ask so first, to learn the tenant; where it ends so, the client was made without a credential, or something on the way took the header.",
  },
  // Tokens that are not taken.
  {
    pattern:
      /claim is empty or token is invalid|\bInvalidAuthenticationToken\b|SubCode=40103|Invalid authorization token signature|InvalidSignature: The token/,
    causes: ["token-not-accepted", "audience-refused"],
    means: "The service takes this for no token of its own, and does not say what it misses.",
  },
  {
    // Storage refuses tokens with 401 and this code (dataplane.md section 4).
    pattern: unless(WITH_REASON, /InvalidAuthenticationInfo/),
    causes: ["audience-refused", "resource-in-other-tenant", "expiry-refused", "clock-skew"],
    means: "Storage did not accept the token; this part of its answer does not say why.",
    fix: say(
      "Read AuthenticationErrorDetail in the answer's body: Audience is the scope (https://storage.azure.com/.default), Issuer the tenant, Lifetime a clock or an old token.",
    ),
  },
  {
    // The same words for an account key (AzureStorageExplorer#7691), and in older answers for a token (failures.md section d).
    pattern: unless(
      new RegExp(`${WITH_REASON.source}|InvalidAuthenticationInfo|NoAuthenticationInformation`),
      /Server failed to authenticate the request/,
    ),
    causes: ["token-not-accepted", "audience-refused", "resource-in-other-tenant", "clock-skew"],
    means:
      "Storage did not accept what the request was signed with, and one text stands for two cases: an account key or SAS that is wrong or past its end, or a token for another audience or from another tenant.",
    fix: say(
      "If a connection string, key or SAS is set, the app does not use its identity there. Otherwise read AuthenticationErrorDetail in the answer's body: Audience is the scope, Issuer the tenant, Lifetime a clock; a MAC or signature is the key's.",
    ),
  },
  {
    // Azure OpenAI and the other AI services, dataplane.md section 16.
    pattern: /Access token is missing, invalid, audience is incorrect/,
    causes: ["audience-refused", "expiry-refused", "token-not-accepted"],
    means:
      "The AI services have one text for a token that is missing, for another audience, damaged or expired; the audience that they want stands in it.",
  },
  {
    // App Configuration, dataplane.md section 10.
    pattern: /Authorization token failed validation/,
    causes: ["audience-refused", "expiry-refused", "clock-skew"],
    means:
      "App Configuration did not accept the token, and does not say whether for its audience or its age.",
  },
  {
    pattern: /custom subdomain for token authentication/i,
    causes: [],
    means:
      "This is the host of a region, which takes keys and never tokens: the resource's own host (its custom subdomain) takes them.",
  },
  {
    pattern: /AKV10046/,
    causes: ["token-not-accepted", "other-cloud"],
    means:
      "Key Vault does not know the key that signed the token: it comes from another cloud, or was changed.",
  },
  {
    // Python's clients for Service Bus and Event Hubs say no more, whatever the namespace answered.
    pattern: /CBS Token authentication failed/,
    causes: ["token-not-accepted", "audience-refused", "network-rule-refuses"],
    means:
      "The namespace took no token at the beginning of the AMQP connection, and the client does not say why: another audience or tenant, a connection string whose key is wrong, or a network rule.",
  },
  {
    // As .NET, Python and Java word an answer without a body.
    pattern: unless(
      /error_description|insufficient_claims|AKV\d{5}/,
      /Service request failed\.\s{1,8}Status: 401|invalid status '?Unauthorized|Status code 401, "?\(empty body\)/,
    ),
    causes: ["token-not-accepted", "audience-refused", "resource-in-other-tenant", "expiry-refused"],
    means: "Refused with 401 and without a reason: the service did not accept the token, or got none.",
    fix: say(
      "Read WWW-Authenticate in the answer's headers: many services name the tenant and the audience that they want there, or the reason.",
    ),
  },
  {
    pattern:
      /AKV10032|Issuer validation failed|InvalidAuthenticationTokenTenant|wrong issuer|Tenant provided in token does not match|not trusted by this database account/,
    causes: ["resource-in-other-tenant"],
    means: "The token is from another tenant than the resource's.",
  },
  {
    pattern:
      /AKV10022|Audience validation failed|InvalidAuthenticationTokenAudience|InvalidAudience|Invalid authorization token audience|does not have a valid audience claim|database account accepts tokens intended for/,
    causes: ["audience-refused"],
    means: "The token is for another resource than this one.",
  },
  {
    // No service is known to use a number of its own for it (dataplane.md, row "expired" of each).
    pattern:
      /Lifetime validation failed|(?:access )?token (?:is|has) expired|ExpiredAuthenticationToken|ExpiredToken\b/i,
    apart: /refresh token|AADSTS/i,
    causes: ["expiry-refused", "clock-skew"],
    means: "The service takes the token for expired: the app kept it too long, or a clock is off.",
  },
  // Networks.
  {
    pattern:
      /ForbiddenByConnection|Public (?:network )?access (?:to this resource )?is disabled|not an approved private link|Deny Public Network Access is set to Yes|errors\/ip-address-rejected/i,
    causes: ["public-access-off", "private-endpoint-bypassed"],
    means:
      "The resource answers private endpoints only, and this request came another way; a role would not help.",
  },
  {
    // Storage: without "using this permission", which would be a role.
    pattern:
      /AuthorizationFailure\b|ForbiddenByFirewall|blocked by your .{0,40}firewall|not authorized to perform this operation(?! using)|client address is not authorized|due to Virtual Network\/Firewall rules|client with IP '.{3,60}' is not allowed access|no pg_hba\.conf entry|errors\/nsp-rejected|NspValidationFailedError/i,
    causes: ["network-rule-refuses", "private-endpoint-bypassed"],
    means: "Network rules of the resource keep this address out; a role would not help.",
  },
  {
    // One text for firewall, network and public access that is off (dataplane.md sections 11 and 12).
    pattern: /Ip has been prevented to connect to the endpoint/i,
    causes: ["network-rule-refuses", "public-access-off", "private-endpoint-bypassed"],
    means:
      "The namespace's network keeps this address out: its firewall, or public access that is off. It says so with 401, and a role would not help.",
  },
  {
    pattern: /Cannot open server .{0,80} requested by the login/,
    causes: ["network-rule-refuses", "private-endpoint-bypassed"],
    means: "The firewall of the Azure SQL server does not know this address; a user or role would not help.",
  },
  // Roles, and what some services have in their place.
  {
    pattern: /AuthorizationPermissionMismatch|not authorized to perform this operation using this permission/,
    causes: ["role-missing", "role-not-effective-yet"],
    means:
      "The token was accepted, and the identity has no role for this data (Owner and Contributor give none).",
    fix: SEE_ROLES,
  },
  {
    pattern: BY_CONDITION,
    causes: ["condition-decides"],
    means: "A role is assigned under a condition (ABAC), which this request does not fulfil.",
  },
  {
    // The inner code is in the body alone: neither the SDK for JavaScript nor the first lines of .NET show it.
    pattern: unless(BY_OTHERS, /ForbiddenByRbac|Caller is not authorized to perform action on resource/),
    causes: ["role-missing", "role-not-effective-yet", "role-through-group"],
    means:
      "The vault goes by Azure's roles and accepted the token, but no role of the caller allows the action in the text (Owner, Contributor and Key Vault Contributor read no secrets), or the role is too new.",
    fix: lookAtRoles(
      "See which roles the caller (oid in the text) has at the vault; a new role counts after some minutes, one that comes through a group may take a day:",
    ),
  },
  {
    // azure-key-vault-to-kubernetes issue 126.
    pattern: /requires the caller [^]{0,400}on-behalf-of/i,
    causes: ["access-policy-missing"],
    means:
      "The vault's access policy names an application beside the identity, and counts only for tokens that this application gets on behalf of it.",
    fix: say("Make a policy for the identity's object id alone, without an authorized application."),
  },
  {
    pattern: unless(
      /on-behalf-of/,
      /not found on any access policy|ForbiddenByPolicy|does not have \w+ \w+ permission on key vault/,
    ),
    causes: ["access-policy-missing"],
    means:
      "The vault goes by access policies, not by roles, and none of them gives the caller this permission.",
    fix: ({ object }) => ({
      what: "A role would not help. Give the permission to the caller's object id (oid in the text, not the client id); a key or a certificate has --key-permissions or --certificate-permissions:",
      commands: [
        command(
          ...["az", "keyvault", "set-policy", "--name", "<vault>", "--object-id", object[0] ?? "<object-id>"],
          ...["--secret-permissions", "get", "list"],
        ),
      ],
    }),
  },
  {
    // 401, where others say 403 (dataplane.md section 16).
    pattern:
      /does not have access to API\/Operation|lacks the required data action|(?<!code = )\bPermissionDenied\b/,
    causes: ["role-missing", "role-not-effective-yet"],
    means:
      "The token was accepted, although the status is 401, and the identity has no role with this action: Cognitive Services OpenAI User has it for Azure OpenAI, Owner and Contributor have not.",
    fix: SEE_ROLES,
  },
  {
    // 401, where others say 403 (dataplane.md section 11).
    pattern:
      /claim\(s\) are required|claims required for this operation|Unauthorized access for '\w+' operation|SubCode=40100/,
    causes: ["role-missing", "role-not-effective-yet"],
    means:
      "The namespace accepted the token, although the status is 401, and the identity lacks a role there: Data Sender for the claim Send, Data Receiver for Listen, Data Owner for Manage. With a connection string it is the SAS policy that lacks the claim.",
    fix: SEE_ROLES,
  },
  {
    pattern: /required RBAC permissions/,
    causes: ["role-missing", "role-not-effective-yet"],
    means:
      "Cosmos DB accepted the token, and none of its own data-plane roles allows this to the principal; Azure's roles (access control, IAM) do not count there.",
    fix: () => ({
      what: "See which principals have a data-plane role, and look for the one in the text:",
      commands: [
        command(
          ...["az", "cosmosdb", "sql", "role", "assignment", "list"],
          ...["--account-name", "<account>", "--resource-group", "<resource-group>"],
          ...["--query", "[].[principalId,scope]", "--output", "table"],
        ),
      ],
    }),
  },
  {
    // Sub-status 5300 (dataplane.md section 14).
    pattern: /cannot be authorized by AAD token in data plane/,
    causes: [],
    means:
      "Cosmos DB lets no identity do this with a token, whatever its role: databases, containers and throughput are made through Azure Resource Manager (az cosmosdb sql, Bicep, Terraform).",
  },
  {
    // dataplane.md section 19.1; AKS#1635, #4593.
    pattern:
      /unauthorized: authentication required|failed to fetch (?:anonymous|oauth) token|aka\.ms\/acr\/authorization/,
    causes: ["role-missing", "role-not-effective-yet"],
    means:
      "The registry let nobody in: whoever pulls has no role there (AcrPull, or Container Registry Repository Reader), or sent no sign-in. Images are pulled by the platform's identity (the kubelet's, the one set for the site), not by the app's.",
    fix: lookAtRoles("See which roles the identity that pulls has at the registry:"),
  },
  {
    pattern: /Authorization_RequestDenied|Insufficient privileges to complete the operation/,
    causes: ["role-missing"],
    means:
      "Microsoft Graph accepted the token, and its roles claim lacks the permission: an app role of Graph has to be granted to the identity's service principal; Azure's roles do not count there.",
  },
  {
    // Log Analytics has one code for a role and for its network perimeter (dataplane.md section 18).
    pattern: unless(
      /NspValidationFailedError/,
      /does not have authorization to perform action|\b(?:Linked)?AuthorizationFailed\b|InsufficientAccessError|does not have access to ingest data|does not have permission to send data to/,
    ),
    causes: ["role-missing", "role-not-effective-yet"],
    means: "The token was accepted, and the identity lacks the role.",
    fix: SEE_ROLES,
  },
  {
    pattern: /SubscriptionNotFound/,
    causes: ["no-subscription-visible", "subscription-not-seen", "other-cloud"],
    means: "The identity sees no such subscription: no role at all, another tenant, or another cloud.",
  },
  // References to Key Vault in App Service's settings (Learn, app-service-key-vault-references).
  {
    pattern: /AccessToKeyVaultDenied|site was denied access to Key Vault reference's vault/,
    causes: ["role-missing", "access-policy-missing", "network-rule-refuses"],
    means:
      "The platform could not read the secret for the setting: the identity that it uses has no role or policy at the vault, or the vault's network keeps it out. That is the site's system-assigned identity, unless keyVaultReferenceIdentity names another.",
  },
  {
    pattern: /\bMSINotEnabled\b/,
    causes: ["identity-not-enabled"],
    means: "The platform could not read the secret for the setting: the site has no identity to ask with.",
  },
  // Databases.
  {
    pattern:
      /Login failed for user '<token-identified principal>'\.(?! (?:Token is|Incorrect or invalid|The server is))|server principal ".{1,200}" is not able to access the database/,
    causes: ["database-user-missing"],
    means: "Azure SQL accepted the token, and the database that was opened has no user for the identity.",
  },
  {
    pattern: /NT AUTHORITY\\ANONYMOUS LOGON|not currently configured to accept this token/,
    causes: ["token-not-accepted", "database-user-missing"],
    means:
      "Azure SQL did not take the login for anybody's: no token came with it, or the server has no Microsoft Entra administrator of the token's tenant.",
  },
  {
    pattern: /principal>'\. Incorrect or invalid token/,
    causes: ["token-not-accepted", "audience-refused"],
    means:
      "Azure SQL did not accept the token: it is for another audience than https://database.windows.net, or damaged.",
  },
  {
    pattern: /Cannot open database .{1,200} requested by the login/,
    causes: ["database-user-missing", "part-not-found"],
    means:
      "Azure SQL has no database of that name, or no user in it for the identity: one text for both. Users belong to one database.",
  },
  {
    pattern: /permission was denied on the object/,
    causes: ["role-missing"],
    means:
      "The login works, and the database user lacks a right: GRANT or a database role (db_datareader) gives it; Azure's roles do not count there.",
  },
  {
    // dataplane.md section 15.
    pattern:
      /password authentication failed for user|Access denied for user '[^']{1,80}'@|WRONGPASS|oid mismatch for role|role ".{1,80}" does not exist/,
    causes: ["database-user-missing", "token-not-accepted", "expiry-refused"],
    means:
      "The database server refused the login: it has no user of that name for the identity, or what was sent as the password is no fresh token for this service. With a password of the database's own, no identity is the matter.",
  },
  {
    pattern: /\bNOPERM\b/,
    causes: ["role-missing"],
    means:
      "Redis let the identity in, and its data access policy does not allow this command; Azure's roles do not count there.",
  },
  {
    // As .NET, Python and Java word an answer without a body; App Configuration refuses so (AppConfiguration#410).
    pattern:
      /Service request failed\.\s{1,8}Status: 403|invalid status '?Forbidden|Status code 403, "?\(empty body\)/,
    causes: ["role-missing", "network-rule-refuses", "private-endpoint-bypassed"],
    means:
      "Refused without a reason, as App Configuration and AI Search do: a missing role for data and a network rule look alike.",
    fix: say(
      "The way to the resource tells them apart: from an address that its network settings let in, the same answer means a missing role (App Configuration Data Reader, Search Index Data Reader).",
    ),
  },
];
