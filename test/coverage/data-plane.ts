import type { Row } from "./row.ts";

/** Section (d) of failures.md: what services answer a caller with a token. */
export const dataPlaneRows: readonly Row[] = [
  // Storage
  {
    row: "Storage: 403 AuthorizationPermissionMismatch",
    endings: [
      { finding: "role-missing", scenario: "blob-denied-rbac" },
      { finding: "role-missing", scenario: "blob-owner-only" },
    ],
  },
  {
    row: "Storage: 403 AuthorizationFailure",
    finding: "network-rule-refuses",
    scenario: "blob-denied-network",
  },
  {
    row: "Storage: 401 InvalidAuthenticationInfo",
    finding: "resource-in-other-tenant",
    scenario: "blob-wrong-tenant",
  },
  { row: "Storage: same + Audience", finding: "audience-refused", scenario: "blob-wrong-audience" },
  {
    row: "Storage: 403 AuthenticationFailed without",
    held: "test/catalogue/services/storage.test.ts",
    why: "the header is sent with every request, so that this answer is not met",
  },
  {
    row: "Storage: 403 KeyBasedAuthenticationNotPermitted",
    notVisible: "credprobe has no key and sends none; explain --message reads the app's text",
  },
  {
    row: "Storage: ENOTFOUND",
    endings: [
      { finding: "name-does-not-resolve", scenario: "account-not-found" },
      { finding: "private-zone-lacks-record", scenario: "private-zone-without-record" },
    ],
  },
  // Key Vault
  {
    row: "Key Vault: 401 AKV10000",
    works: "key-vault-allowed",
    why: "the challenge to a call without a token is no error",
  },
  { row: "Key Vault: 401 AKV10022", finding: "audience-refused", scenario: "key-vault-wrong-audience" },
  { row: "Key Vault: 401 AKV10032", finding: "resource-in-other-tenant", scenario: "key-vault-wrong-tenant" },
  {
    row: "Key Vault: 403 innererror ForbiddenByPolicy",
    finding: "access-policy-missing",
    scenario: "key-vault-access-policy",
  },
  {
    row: 'Key Vault: 403 ForbiddenByPolicy "requires',
    finding: "access-policy-missing",
    scenario: "key-vault-policy-for-application",
  },
  { row: "Key Vault: 403 ForbiddenByRbac", finding: "role-missing", scenario: "key-vault-denied-rbac" },
  {
    row: "Key Vault: 403 ForbiddenByFirewall",
    finding: "network-rule-refuses",
    scenario: "key-vault-denied-network",
  },
  {
    row: "Key Vault: 403 ForbiddenByConnection",
    finding: "public-access-off",
    scenario: "key-vault-no-public-access",
  },
  { row: "Key Vault: 404 SecretNotFound", works: "key-vault-allowed", why: "it is how a yes looks" },
  // Messaging
  { row: "Service Bus: 401 (HTTP) / amqp", finding: "role-missing", scenario: "service-bus-denied-rbac" },
  {
    row: "Service Bus: 401 claim is empty",
    finding: "audience-refused",
    scenario: "service-bus-wrong-audience",
  },
  {
    row: "Service Bus: Ip has been prevented",
    finding: "network-rule-refuses",
    scenario: "service-bus-denied-network",
  },
  {
    row: "Event Hubs: 401 InvalidAudience",
    finding: "audience-refused",
    scenario: "event-hubs-wrong-audience",
  },
  // Cosmos DB
  {
    row: "Cosmos (NoSQL): 403 substatus 5301",
    endings: [
      { finding: "role-missing", scenario: "cosmos-denied-rbac" },
      { finding: "role-missing", scenario: "cosmos-azure-role" },
    ],
  },
  {
    row: "Cosmos (NoSQL): 403 substatus 5300",
    notVisible: "no probe asks for an operation that no token may do; explain --message reads the app's text",
  },
  {
    row: "Cosmos (NoSQL): 401 substatus 5202",
    notVisible: "it answers those who use a key; credprobe sends a token (dataplane.md, sub-status 5202)",
  },
  {
    row: 'Cosmos (NoSQL): 403 "Request originated',
    finding: "network-rule-refuses",
    scenario: "cosmos-denied-network",
  },
  {
    row: "Cosmos (NoSQL): 401 malformed",
    held: "test/catalogue/services/cosmos.test.ts",
    why: "the header has this form with every request",
  },
  // SQL
  {
    row: "SQL (TDS): 18456",
    finding: "database-user-missing",
    scenario: "azure-sql-no-user",
  },
  {
    row: "SQL (TDS): Login failed for user 'NT AUTHORITY",
    finding: "token-not-accepted",
    scenario: "azure-sql-anonymous",
  },
  { row: "SQL (TDS): 40615", finding: "network-rule-refuses", scenario: "azure-sql-firewall" },
  // Others
  {
    row: "App Configuration: 403, empty body",
    endings: [
      { finding: "role-missing", scenario: "app-configuration-denied-rbac" },
      { finding: "network-rule-refuses", scenario: "app-configuration-denied-network" },
    ],
  },
  {
    row: "App Configuration: 401 WWW-Authenticate",
    finding: "resource-in-other-tenant",
    scenario: "app-configuration-wrong-tenant",
  },
  {
    row: 'App Configuration: 401 "The access token has expired"',
    finding: "expiry-refused",
    scenario: "app-configuration-token-expired",
  },
  { row: "ARM: 403 AuthorizationFailed", finding: "role-missing", scenario: "arm-denied-rbac" },
  {
    row: "ARM: 404 SubscriptionNotFound",
    finding: "subscription-not-seen",
    scenario: "arm-subscription-unknown",
  },
  {
    row: "ARM: 401 InvalidAuthenticationTokenAudience",
    endings: [
      { finding: "audience-refused", scenario: "arm-wrong-audience" },
      { finding: "resource-in-other-tenant", scenario: "arm-wrong-tenant" },
      { finding: "expiry-refused", scenario: "arm-token-expired" },
    ],
  },
  { row: "Graph: 403 Authorization_RequestDenied", finding: "answer-unclear", scenario: "graph-denied-rbac" },
  {
    row: "Azure OpenAI / AI services: 401 PermissionDenied",
    endings: [
      { finding: "role-missing", scenario: "openai-denied-rbac" },
      { finding: "role-missing", scenario: "foundry-denied-rbac" },
    ],
  },
  {
    row: "Azure OpenAI / AI services: 400/404 custom subdomain",
    held: "test/catalogue/services/openai.test.ts",
    why: "a region's host is refused as a target, with the form of host that is meant: it takes no tokens at all",
  },
];
